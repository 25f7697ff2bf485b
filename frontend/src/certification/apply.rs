//! Applying for a level, one thing per page: what the system holds already, the declarations, a
//! look at all of it.

use leptos::prelude::*;
use tongyu_shared::{
    certification::{
        endpoints::{Apply, ListOwnApplications},
        pack::Level,
        types::{ApplicationPath, DeclaredRelation, LevelOffer, NewApplication},
        words,
    },
    ids::ApplicationId,
};

use super::rules::rules;
use crate::{
    form::Form,
    i18n::lang,
    load::load_once,
    offline::{DraftKind, draft::Keeper},
    query, route, t,
    ui::{
        Actions, Button, Card, Check, Crumbs, Fact, Facts, FormFrame, Heading, KeptNote, Kind,
        LinkButton, Notice, TextField, Tone, toast,
    },
};

/// The page `/desk/instructor/apply/{level}`.
#[component]
pub fn ApplyPage(level: Level) -> impl IntoView {
    let own = load_once::<ListOwnApplications>(|| ((), ()));
    let title = t!(certification_pages::apply_for, words::level(lang(), level));
    let above = vec![(
        "/desk/instructor".to_owned(),
        t!(certification_pages::own_title).to_owned(),
    )];
    view! {
        <div class="narrow">
            <Crumbs above/>
            <Heading title/>
            {own
                .view(6, move |own| {
                    let offer = own.offers.iter().find(|offer| offer.level == level).cloned();
                    match offer {
                        Some(offer) if offer.open => view! { <Steps offer/> }.into_any(),
                        Some(LevelOffer { why_not, .. }) => {
                            let text = why_not.unwrap_or_default();
                            view! { <Notice text/> }.into_any()
                        }
                        None => ().into_any(),
                    }
                })}
        </div>
    }
    .into_any()
}

/// A relation being typed.
#[derive(Clone, Copy)]
struct Relation {
    name: RwSignal<String>,
    what: RwSignal<String>,
}

impl Relation {
    fn new(name: String, what: String) -> Self {
        Self {
            name: RwSignal::new(name),
            what: RwSignal::new(what),
        }
    }
}

/// What is typed on the way.
#[derive(Clone, Copy)]
struct Typed {
    relations: RwSignal<Vec<Relation>>,
    true_to_fact: RwSignal<bool>,
    keeper: Keeper,
    /// What is added on one step lives on the next one too.
    owner: StoredValue<Owner>,
}

#[derive(serde::Serialize, serde::Deserialize)]
struct Draft {
    relations: Vec<(String, String)>,
}

impl Typed {
    fn new(level: Level) -> Self {
        let typed = Self {
            relations: RwSignal::new(Vec::new()),
            true_to_fact: RwSignal::new(false),
            keeper: Keeper::new(DraftKind::Apply, level.as_str()),
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
        };
        typed.keeper.restore_into(move |kept| {
            if let Ok(draft) = serde_json::from_str::<Draft>(&kept) {
                let relations = draft.relations.into_iter();
                let relations = relations.map(|(name, what)| Relation::new(name, what));
                typed.relations.try_set(relations.collect());
            }
        });
        typed
    }

    fn add(self) {
        let owner = self.owner.get_value();
        let relation = owner.with(|| Relation::new(String::new(), String::new()));
        self.relations.update(|all| all.push(relation));
    }

    fn keep(self) {
        let relations = self.declared().into_iter();
        let draft = Draft {
            relations: relations.map(|one| (one.name, one.relation)).collect(),
        };
        if let Ok(json) = serde_json::to_string(&draft) {
            self.keeper.keep(json);
        }
    }

    /// The relations that say anything.
    fn declared(self) -> Vec<DeclaredRelation> {
        let relations = self.relations.get_untracked().into_iter();
        let relations = relations.map(|one| DeclaredRelation {
            name: one.name.get_untracked(),
            relation: one.what.get_untracked(),
        });
        relations
            .filter(|one| !one.name.trim().is_empty() || !one.relation.trim().is_empty())
            .collect()
    }
}

#[component]
fn Steps(offer: LevelOffer) -> impl IntoView {
    let (step, go) = query::param_signal("step");
    let typed = Typed::new(offer.level);
    let form = Form::provide();
    let offer = StoredValue::new(offer);
    (move || match step.get().as_str() {
        "declare" => declare(form, typed, go),
        "check" => offer.with_value(|offer| check(form, typed, offer, go)),
        _ => offer.with_value(|offer| evidence(offer, go)),
    })
    .into_any()
}

fn to(go: Callback<String>, step: &'static str) -> Callback<()> {
    Callback::new(move |()| {
        go.run(step.to_owned());
        window().scroll_to_with_x_and_y(0.0, 0.0);
    })
}

fn evidence(offer: &LevelOffer, go: Callback<String>) -> AnyView {
    let offer = offer.clone();
    view! {
        <Card title=t!(certification_pages::step_evidence)>
            <p class="muted">{t!(certification_pages::step_evidence_what)}</p>
            {rules(&offer.rules)}
        </Card>
        <Actions>
            <Button text=t!(certification_pages::go_on) on_press=to(go, "declare")/>
            <LinkButton
                text=t!(certification_pages::later)
                href="/desk/instructor"
                kind=Kind::Quiet
            />
        </Actions>
    }
    .into_any()
}

fn declare(form: Form, typed: Typed, go: Callback<String>) -> AnyView {
    let keep = Callback::new(move |()| typed.keep());
    let add = Callback::new(move |()| typed.add());
    let on = Callback::new(move |()| {
        let body = NewApplication {
            level: Level::JuniorLecturer,
            relations: typed.declared(),
        };
        if form.check(&body) {
            to(go, "check").run(());
        }
    });
    let fields = move || {
        let relations = typed.relations.get().into_iter().enumerate();
        relations
            .map(|(index, one)| relation(typed, index, one, keep))
            .collect_view()
    };
    view! {
        <FormFrame on_submit=on>
            <Card title=t!(certification_pages::step_declare)>
                <p class="muted">{t!(certification_pages::step_declare_what)}</p>
                {fields}
                <Button
                    text=t!(certification_pages::relation_add)
                    kind=Kind::Secondary
                    on_press=add
                />
            </Card>
            <Actions note=move || view! { <KeptNote kept=typed.keeper.kept/> }>
                <Button text=t!(certification_pages::go_on) submit=true/>
                <Button text=t!(certification_pages::back) kind=Kind::Quiet on_press=to(go, "")/>
            </Actions>
        </FormFrame>
    }
    .into_any()
}

fn relation(typed: Typed, index: usize, one: Relation, keep: Callback<()>) -> AnyView {
    let field = |part: &str| ["relations.", &index.to_string(), ".", part].concat();
    let drop = Callback::new(move |()| {
        typed.relations.update(|all| {
            all.remove(index);
        });
        typed.keep();
    });
    view! {
        <div class="relation">
            <TextField
                name=field("name")
                label=t!(certification_pages::relation_name)
                value=one.name
                on_change=keep
            />
            <TextField
                name=field("relation")
                label=t!(certification_pages::relation)
                hint=Signal::stored(t!(certification_pages::relation_hint).to_owned())
                value=one.what
                on_change=keep
            />
            <Button text=t!(certification_pages::relation_drop) kind=Kind::Quiet on_press=drop/>
        </div>
    }
    .into_any()
}

fn check(form: Form, typed: Typed, offer: &LevelOffer, go: Callback<String>) -> AnyView {
    let level = offer.level;
    let application = ApplicationId::new();
    let declared = typed.declared();
    let missing: Vec<_> = offer
        .rules
        .iter()
        .filter_map(|rule| {
            rule.missing
                .as_ref()
                .map(|missing| (rule.title.clone(), missing.clone()))
        })
        .collect();
    let send = Callback::new(move |()| {
        if !typed.true_to_fact.get_untracked() {
            let what = t!(certification_pages::declaration_missing);
            return super::wrong(form, "declaration", what);
        }
        let body = NewApplication {
            level,
            relations: typed.declared(),
        };
        let sent = typed.keeper.sent();
        form.send::<Apply>(&ApplicationPath { application }, &body, move |reply| {
            sent.received();
            toast(t!(certification_pages::applied));
            route::go(&["/desk/instructor/", &reply.value.application.to_string()].concat());
        });
    });
    let relations = if declared.is_empty() {
        t!(certification_pages::no_relations).to_owned()
    } else {
        let told = |one: &DeclaredRelation| [&one.name, "（", &one.relation, "）"].concat();
        declared
            .iter()
            .map(told)
            .collect::<Vec<_>>()
            .join(t!(certification::list_separator))
    };
    let later = missing
        .into_iter()
        .map(|(title, missing)| view! { <Fact label=title>{missing}</Fact> })
        .collect_view();
    view! {
        <FormFrame on_submit=send>
            <Card title=t!(certification_pages::step_check)>
                <Facts>
                    <Fact label=t!(certification_pages::level)>{words::level(lang(), level)}</Fact>
                    <Fact label=t!(certification_pages::relations)>{relations}</Fact>
                </Facts>
                <h3>{t!(certification_pages::still_to_come)}</h3>
                <Facts>{later}</Facts>
                <Notice tone=Tone::Info text=t!(certification_pages::what_next)/>
                <Check
                    name="declaration"
                    label=t!(certification_pages::declaration)
                    value=typed.true_to_fact
                />
            </Card>
            <Actions>
                <Button text=t!(certification_pages::apply) busy=form.busy submit=true/>
                <Button
                    text=t!(certification_pages::back)
                    kind=Kind::Quiet
                    on_press=to(go, "declare")
                />
            </Actions>
        </FormFrame>
    }
    .into_any()
}
