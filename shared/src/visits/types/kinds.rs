//! The closed lists of words that a visit is told in.

use crate::wire_enum::wire_enum;

wire_enum! {
    /// How a visit takes place; the family chooses.
    pub enum VisitMode {
        /// 入户.
        Home = "home",
        /// 到校.
        School = "school",
        /// 视频.
        Online = "online",
        /// 电话.
        Phone = "phone",
        /// 分组.
        Group = "group",
    }
}

wire_enum! {
    /// Relation of a person to a pupil.
    pub enum Relation {
        /// 妈妈.
        Mother = "mother",
        /// 爸爸.
        Father = "father",
        /// 奶奶.
        PaternalGrandmother = "paternal_grandmother",
        /// 爷爷.
        PaternalGrandfather = "paternal_grandfather",
        /// 姥姥, 外婆.
        MaternalGrandmother = "maternal_grandmother",
        /// 姥爷, 外公.
        MaternalGrandfather = "maternal_grandfather",
        /// Another guardian or carer.
        Other = "other",
    }
}

impl Relation {
    /// Whether pages for this person open in large type.
    pub const fn is_grandparent(self) -> bool {
        matches!(
            self,
            Self::PaternalGrandmother
                | Self::PaternalGrandfather
                | Self::MaternalGrandmother
                | Self::MaternalGrandfather
        )
    }
}

wire_enum! {
    /// 四到家: what a visit takes to the home (plan item 4).
    pub enum Delivered {
        /// 关心关爱.
        Care = "care",
        /// 方针政策.
        Policy = "policy",
        /// 征求意见.
        OpinionsSought = "opinions_sought",
        /// 教育资源.
        Resources = "resources",
    }
}

wire_enum! {
    /// What became of the visit.
    pub enum Outcome {
        /// It took place.
        Recorded = "recorded",
        /// 到访未遇: nobody was home.
        Attempted = "attempted",
        /// The family wants another way; that counts as contacted and blames nobody.
        OtherWay = "other_way",
    }
}

wire_enum! {
    /// What a family's feedback asks for.
    pub enum FeedbackWish {
        /// 知会: to be known, no answer wanted.
        ForInformation = "for_information",
        /// 要答复.
        ReplyWanted = "reply_wanted",
    }
}

wire_enum! {
    /// The family's one tap on the confirmation page.
    pub enum ConfirmAnswer {
        /// 见过了.
        Met = "met",
        /// 没有来.
        NotCome = "not_come",
        /// 内容要改.
        NeedsChange = "needs_change",
    }
}
