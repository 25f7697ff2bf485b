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

const ADULT: [&str; 20] = [
    "静", "敏", "伟", "芳", "强", "秀英", "磊", "娟", "军", "艳", "勇", "霞", "涛", "玲", "超",
    "桂兰", "建国", "淑珍", "志强", "丽华",
];

/// The `nth` pupil's surname.
pub fn surname(nth: usize) -> &'static str {
    pick(&SURNAMES, nth)
}

/// The `nth` pupil's given name.
pub fn given(nth: usize) -> &'static str {
    pick(&GIVEN, nth)
}

/// The `nth` adult's given name.
pub fn adult(nth: usize) -> &'static str {
    pick(&ADULT, nth)
}

fn pick(from: &[&'static str], nth: usize) -> &'static str {
    from.get(nth % from.len()).copied().unwrap_or("安")
}
