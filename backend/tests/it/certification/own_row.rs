//! A candidate who also runs certification reads her own row as a candidate does.

use tongyu::seed::{certification::CANDIDATES, demo, label};
use tongyu_shared::{
    access::Role,
    certification::types::{CandidateFilter, Flag},
};

use super::{
    desk::{complete, grant, line, list, score},
    seats::give,
};
use crate::{certificates::desk::MANAGER, on_both};

const OWN: &str = "孙悦";

on_both! {
    async fn nobody_reads_points_or_flags_on_her_own_row(site: Site) {
        for (assessor, points) in [("邹平", 50), ("江涛", 20), ("丁兰", 46)] {
            give(&site, OWN, assessor).await.1.ok::<serde_json::Value>();
            score(&site, assessor, OWN, points).await.ok::<serde_json::Value>();
        }
        grant(&site, OWN, Role::CityAdmin, label::node(demo::CITY)).await;
        for (who, flags, told) in [
            (MANAGER, vec![Flag::Disagreement], "还差 12 分"),
            (OWN, vec![], "没有达到要求"),
        ] {
            let row = line(&site.client(who).await, OWN).await;
            assert_eq!(row.flags, flags, "{who}");
            let assessed = ["还差 12 分", "没有达到要求"];
            let mut missing = row.missing;
            missing.retain(|one| assessed.contains(&one.as_str()));
            assert_eq!(missing, [told], "{who}");
        }
    }

    async fn no_filter_tells_that_somebody_looks_at_ones_own_row_again(site: Site) {
        complete(&site).await;
        let before = list(&site.client(MANAGER).await).await;
        let flagged = before.items.iter().find(|line| line.group == CandidateFilter::Review);
        let flagged = flagged.expect("one whom a third assessor saw");
        let found = CANDIDATES.iter().find(|one| one.0 == flagged.name);
        let who = found.expect("a candidate").0;
        grant(&site, who, Role::CityAdmin, label::node(demo::CITY)).await;
        let own = list(&site.client(who).await).await;
        let counts = |of: tongyu_shared::certification::types::CandidateCounts| (of.complete, of.review);
        assert_eq!((counts(before.counts), counts(own.counts)), ((11, 1), (12, 0)));
    }
}
