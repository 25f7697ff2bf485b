//! What `tongyu demo` prints: where to go, who to be, what to try, how to stop.

use std::{fmt, net::IpAddr};

use tongyu_shared::{
    Lang,
    identity::types::{Persona, PersonaCard},
};

use crate::messages;

/// The demo's greeting.
pub struct Welcome {
    /// The port.
    pub port: u16,
    /// The machine's address in its network, where the demo serves it.
    pub lan: Option<IpAddr>,
    /// Whether `--lan` was given.
    pub asked_lan: bool,
    /// Whether the city was made just now.
    pub fresh: bool,
    /// Who one can be.
    pub personas: Vec<PersonaCard>,
}

/// Who a persona is, and what there is to try as one.
fn try_this(persona: Persona, lang: Lang) -> (&'static str, &'static str) {
    match (persona, lang) {
        (Persona::HeadTeacher, Lang::ZhCn) => ("班主任", "打开班级，给王小明家记一次家访"),
        (Persona::HeadTeacher, Lang::En) => ("Head teacher", "log a home visit to 王小明's family"),
        (Persona::Mentor, Lang::ZhCn) => ("导师", "看自己的学生，约一次家访，去了再记下来"),
        (Persona::Mentor, Lang::En) => ("Mentor", "plan a visit to a pupil on her list and log it"),
        (Persona::OfficeMember, Lang::ZhCn) => ("处室老师", "接收家长的诉求，给出答复"),
        (Persona::OfficeMember, Lang::En) => ("Office member", "accept a request and answer it"),
        (Persona::Coordinator, Lang::ZhCn) => ("总协调员", "看全校的带回事项，转交处室、审批答复"),
        (Persona::Coordinator, Lang::En) => (
            "Coordinator",
            "assign the school's matters, approve answers",
        ),
        (Persona::SchoolAdmin, Lang::ZhCn) => ("学校管理员", "导入一份学生名单"),
        (Persona::SchoolAdmin, Lang::En) => ("School administrator", "import a roster"),
        (Persona::LessonAuthor, Lang::ZhCn) => ("微课作者", "把一个视频做成微课"),
        (Persona::LessonAuthor, Lang::En) => ("Lesson author", "make a micro-lesson of a film"),
        (Persona::Researcher, Lang::ZhCn) => ("教研员", "审核新微课，发布或退回"),
        (Persona::Researcher, Lang::En) => ("Researcher", "publish a new lesson or hand it back"),
        (Persona::Candidate, Lang::ZhCn) => ("指导师候选人", "看看还差什么，申请走到哪一步"),
        (Persona::Candidate, Lang::En) => ("Candidate", "see what is missing and how far it is"),
        (Persona::Trainer, Lang::ZhCn) => ("培训者", "给最后一次培训签到"),
        (Persona::Trainer, Lang::En) => ("Trainer", "keep the last sign-in list"),
        (Persona::Assessor, Lang::ZhCn) => ("评委", "看一份材料，打分"),
        (Persona::Assessor, Lang::En) => ("Assessor", "judge a candidate"),
        (Persona::CertificationManager, Lang::ZhCn) => {
            ("市指导中心", "补齐一批候选人的材料，请评委")
        }
        (Persona::CertificationManager, Lang::En) => {
            ("City centre", "complete a cohort and seat assessors")
        }
        (Persona::Certifier, Lang::ZhCn) => ("认定人", "抽查材料，批量列入拟认定"),
        (Persona::Certifier, Lang::En) => ("Certifier", "open a sample, put a batch forward"),
        (Persona::Parent, Lang::ZhCn) => ("家长", "已经加入：看孩子的事，学五分钟"),
        (Persona::Parent, Lang::En) => ("Parent", "has joined: read, learn, ask"),
        (Persona::Mother, Lang::ZhCn) => ("妈妈", "在短信里确认家访，评价答复"),
        (Persona::Mother, Lang::En) => (
            "Mother",
            "confirm a visit and rate an answer from her messages",
        ),
        (Persona::Grandmother, Lang::ZhCn) => ("奶奶", "同样的短信，大字版"),
        (Persona::Grandmother, Lang::En) => ("Grandmother", "the same in large type"),
    }
}

impl fmt::Display for Welcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.block(f, Lang::ZhCn)?;
        writeln!(f)?;
        self.block(f, Lang::En)
    }
}

impl Welcome {
    fn block(&self, f: &mut fmt::Formatter<'_>, lang: Lang) -> fmt::Result {
        let zh = lang == Lang::ZhCn;
        let pick = |in_zh: &'static str, in_en: &'static str| if zh { in_zh } else { in_en };
        let local = format!("http://127.0.0.1:{}", self.port);
        let made = match (self.fresh, zh) {
            (true, true) => "演示环境已建好",
            (true, false) => "The demo city is ready",
            (false, true) => "演示环境已打开，上次的数据还在",
            (false, false) => "The demo city is open, with the data of last time",
        };
        writeln!(f, "{made}: {local}")?;
        self.network(f, lang)?;
        for card in &self.personas {
            let (who, what) = try_this(card.persona, lang);
            let (open, close) = if zh { ("（", "）") } else { (" (", ")") };
            writeln!(
                f,
                "  - {who} {}{open}{}{close}: {what}",
                card.name, card.place
            )?;
        }
        writeln!(
            f,
            "{}: {local}{}",
            pick("短信沙箱", "Messages as phones show them"),
            messages::SANDBOX
        )?;
        let afresh = pick(
            "重新开始: 在同一条命令后加 --reset",
            "Start afresh: the same command with --reset",
        );
        writeln!(f, "{afresh}")?;
        write!(f, "{}: Ctrl-C", pick("停止", "Stop"))
    }

    fn network(&self, f: &mut fmt::Formatter<'_>, lang: Lang) -> fmt::Result {
        let told = match (self.asked_lan, self.lan, lang) {
            (false, ..) => return Ok(()),
            (true, Some(address), Lang::ZhCn) => format!(
                "手机打开: http://{address}:{}\n  没有 https：断网时打不开页面。本机 localhost 或 https 下，打开过的页面断网也能打开。",
                self.port
            ),
            (true, Some(address), Lang::En) => format!(
                "On a phone: http://{address}:{}\n  Without https the app does not open where there is no network; on localhost and over https it does.",
                self.port
            ),
            (true, None, Lang::ZhCn) => {
                "没有找到本机的局域网地址，手机请用本机的 IP 地址打开。".to_owned()
            }
            (true, None, Lang::En) => {
                "No network address was found; use this machine's IP address on the phone."
                    .to_owned()
            }
        };
        writeln!(f, "{told}")
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    fn everyone() -> Vec<PersonaCard> {
        let card = |&persona| PersonaCard {
            persona,
            name: "陈雨".to_owned(),
            place: "三年级(2)班".to_owned(),
            messages_url: None,
        };
        Persona::ALL.iter().map(card).collect()
    }

    #[test]
    fn the_greeting_names_address_personas_messages_reset_and_stop_with_chinese_first() {
        let welcome = Welcome {
            port: 8080,
            lan: None,
            asked_lan: false,
            fresh: true,
            personas: everyone(),
        };
        let text = welcome.to_string();
        assert!(
            text.starts_with("演示环境已建好: http://127.0.0.1:8080"),
            "{text}"
        );
        for part in ["/demo/messages", "--reset", "Ctrl-C", "短信沙箱"] {
            assert!(text.contains(part), "{part}: {text}");
        }
        assert_eq!(
            text.matches("  - ").count(),
            Persona::ALL.len() * Lang::ALL.len()
        );
        assert!(!text.contains("https"), "{text}");
    }

    #[test]
    fn on_a_network_it_says_what_plain_http_cannot_do() {
        let welcome = Welcome {
            port: 8080,
            lan: Some(IpAddr::V4(Ipv4Addr::new(192, 168, 1, 7))),
            asked_lan: true,
            fresh: false,
            personas: Vec::new(),
        };
        let text = welcome.to_string();
        assert!(
            text.contains("http://192.168.1.7:8080") && text.contains("断网"),
            "{text}"
        );
    }
}
