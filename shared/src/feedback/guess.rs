//! What a sentence is probably about, by its words. A proposal that the teacher sees and changes;
//! nothing is routed by it unseen.

use super::types::Theme;

/// Words that hint at a theme. Of themes with as many hits the one further up wins: where a word
/// could mean two offices, the one that answers it more often stands first.
const HINTS: &[(Theme, &[&str])] = &[
    (
        Theme::AfterSchool,
        &[
            "课后",
            "托管",
            "延时",
            "社团",
            "兴趣班",
            "晚托",
            "after school",
            "after-school",
            "club",
        ],
    ),
    (
        Theme::Safety,
        &[
            "安全",
            "接送",
            "校门口",
            "过马路",
            "校车",
            "堵车",
            "欺凌",
            "欺负",
            "霸凌",
            "受伤",
            "摔",
            "走失",
            "陌生人",
            "bully",
            "unsafe",
            "school bus",
            "pick-up",
        ],
    ),
    (
        Theme::Wellbeing,
        &[
            "情绪",
            "心理",
            "焦虑",
            "害怕",
            "压力",
            "自卑",
            "厌学",
            "不想上学",
            "失眠",
            "发脾气",
            "内向",
            "想不开",
            "叛逆",
            "不说话",
            "anxious",
            "afraid",
            "stress",
        ],
    ),
    (
        Theme::Support,
        &[
            "资助",
            "困难",
            "补助",
            "补贴",
            "低保",
            "贫困",
            "减免",
            "助学",
            "学费",
            "失业",
            "scholarship",
            "afford",
            "hardship",
        ],
    ),
    (
        Theme::Health,
        &[
            "午餐", "食堂", "饭", "菜", "营养", "视力", "近视", "过敏", "生病", "体检", "牛奶",
            "睡眠", "身体", "发烧", "吃药", "lunch", "canteen", "allerg", "eyesight", "meal",
        ],
    ),
    (
        Theme::Facilities,
        &[
            "厕所",
            "桌椅",
            "课桌",
            "空调",
            "暖气",
            "操场",
            "灯光",
            "饮水",
            "设施",
            "电扇",
            "漏水",
            "图书馆",
            "卫生间",
            "toilet",
            "heating",
            "playground",
            "air condition",
        ],
    ),
    (
        Theme::Learning,
        &[
            "作业", "学习", "成绩", "考试", "阅读", "绘本", "读书", "书单", "数学", "语文", "英语",
            "预习", "复习", "辅导", "背诵", "写字", "偏科", "homework", "reading", "maths", "exam",
        ],
    ),
    (
        Theme::Conduct,
        &[
            "同学",
            "同桌",
            "朋友",
            "打架",
            "吵架",
            "骂人",
            "礼貌",
            "撒谎",
            "手机",
            "游戏",
            "习惯",
            "品德",
            "磨蹭",
            "classmate",
            "friend",
            "phone",
            "manners",
        ],
    ),
    (
        Theme::Teachers,
        &[
            "老师",
            "班主任",
            "沟通",
            "家长会",
            "家长群",
            "班级群",
            "通知",
            "teacher",
            "notice",
        ],
    ),
];

/// The theme with the most hints in `text`; [`Theme::Other`] where there is none, which the
/// coordinator places by hand.
pub fn guess_theme(text: &str) -> Theme {
    let text = text.to_lowercase();
    let mut best = (0, Theme::Other);
    for &(theme, hints) in HINTS {
        let hits = hints.iter().filter(|hint| text.contains(**hint)).count();
        if hits > best.0 {
            best = (hits, theme);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn what_families_say_goes_to_the_theme_a_teacher_would_choose() {
        for (said, theme) in [
            ("希望课后服务延到 18:00", Theme::AfterSchool),
            ("课后服务的接送时间能不能晚一点", Theme::AfterSchool),
            ("放学时校门口车太多，怕出事", Theme::Safety),
            ("孩子说有人欺负他", Theme::Safety),
            ("晚上总发脾气，压力大", Theme::Wellbeing),
            ("爸爸失业了，学费有困难", Theme::Support),
            ("食堂的菜太咸", Theme::Health),
            ("教室空调坏了", Theme::Facilities),
            ("奶奶说孩子愿意读绘本了", Theme::Learning),
            ("作业到 22:00 才写完", Theme::Learning),
            ("想换个同桌", Theme::Conduct),
            ("希望老师多发通知", Theme::Teachers),
            ("Homework takes too long", Theme::Learning),
            ("谢谢学校", Theme::Other),
            ("", Theme::Other),
        ] {
            assert_eq!(guess_theme(said), theme, "{said}");
        }
    }

    #[test]
    fn more_words_outweigh_the_order_of_themes() {
        assert_eq!(guess_theme("课后想多读书，怕考试成绩差"), Theme::Learning);
    }

    #[test]
    fn every_theme_but_other_has_hints_and_no_hint_stands_twice() {
        let mut seen = HashSet::new();
        for (theme, hints) in HINTS {
            assert!(!hints.is_empty() && *theme != Theme::Other);
            for hint in *hints {
                assert!(seen.insert(hint), "{hint}");
                assert_eq!(*hint, hint.to_lowercase(), "{hint}");
            }
        }
        let themes: HashSet<_> = HINTS.iter().map(|(theme, _)| *theme).collect();
        assert_eq!(themes.len() + 1, Theme::ALL.len());
    }
}
