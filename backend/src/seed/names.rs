//! Invented names for classes: a fixed walk through surnames and given names, so that the demo
//! city is the same on every machine.

const SURNAMES: [&str; 24] = [
    "李", "张", "刘", "陈", "杨", "黄", "赵", "周", "吴", "徐", "孙", "马", "朱", "胡", "郭", "何",
    "林", "高", "罗", "郑", "梁", "宋", "唐", "欧阳",
];

const GIVEN: [&str; 36] = [
    "一涵", "子墨", "雨桐", "浩然", "欣怡", "梓轩", "诗琪", "宇航", "佳宁", "明轩", "思远", "若曦",
    "俊杰", "语嫣", "泽宇", "心悦", "天佑", "可馨", "博文", "梦瑶", "嘉懿", "晨曦", "奕辰", "书瑶",
    "景行", "安然", "乐天", "知夏", "云舒", "子衿", "望舒", "清扬", "南风", "听雨", "星河", "初晴",
];

const WOMEN: [&str; 13] = [
    "静", "敏", "芳", "秀英", "娟", "艳", "霞", "玲", "雪梅", "丽华", "婷", "晓燕", "慧",
];

const MEN: [&str; 13] = [
    "伟", "强", "磊", "军", "勇", "涛", "超", "建平", "文斌", "海峰", "国栋", "刚", "明辉",
];

/// The `nth` pupil's surname.
pub fn surname(nth: usize) -> &'static str {
    pick(&SURNAMES, nth)
}

/// The `nth` pupil's given name.
pub fn given(nth: usize) -> &'static str {
    pick(&GIVEN, nth)
}

/// The `nth` woman's given name.
pub fn woman(nth: usize) -> &'static str {
    pick(&WOMEN, nth)
}

/// The `nth` man's given name.
pub fn man(nth: usize) -> &'static str {
    pick(&MEN, nth)
}

fn pick(from: &[&'static str], nth: usize) -> &'static str {
    from.get(nth % from.len()).copied().unwrap_or("安")
}
