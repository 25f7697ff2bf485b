//! Micro-lessons for those who make, review and look for them. A film is uploaded as it is.

use super::{
    guideline::Guideline,
    types::{
        CatalogueQuery, DeskLesson, DeskQuery, LessonDetail, LessonLine, LessonPath, LessonText,
        NewCaptions, ReturnLesson,
    },
};
use crate::{
    access::Action,
    api::{endpoint::Access, page::Page},
    endpoints,
};

endpoints! {
    /// Lists published lessons, the newest first.
    ListCatalogue = Get "/api/v1/lessons/catalogue", Access::Public,
        query: CatalogueQuery => Page<LessonLine>;
    /// Reads the guideline that lessons cite.
    ReadGuideline = Get "/api/v1/lessons/guideline", Access::Public => Guideline;
    /// Lists one's own lessons, the last changed first.
    ListOwnLessons = Get "/api/v1/lessons/own", Access::Can(Action::LessonWrite),
        query: DeskQuery => Page<DeskLesson>;
    /// Lists others' lessons within reach, those in review where no state is asked for.
    ListLessonsToReview = Get "/api/v1/lessons/to-review", Access::Can(Action::LessonReview),
        query: DeskQuery => Page<DeskLesson>;
    /// Reads a lesson: one's own, or one that was submitted.
    ReadLesson = Get "/api/v1/lessons/{lesson}", Access::Can(Action::LessonRead),
        path: LessonPath => LessonDetail;
    /// Begins a lesson under an id that the browser made.
    CreateLesson = Put "/api/v1/lessons/{lesson}", Access::Can(Action::LessonWrite),
        path: LessonPath, body: LessonText => LessonDetail;
    /// Saves what the author wrote.
    SaveLesson = Put "/api/v1/lessons/{lesson}/text", Access::Can(Action::LessonWrite),
        path: LessonPath, body: LessonText => LessonDetail;
    /// Saves captions as WebVTT; an empty text takes them away.
    SaveCaptions = Put "/api/v1/lessons/{lesson}/captions", Access::Can(Action::LessonWrite),
        path: LessonPath, body: NewCaptions => LessonDetail;
    /// Uploads the film, an MP4 file as the body, in place of the one before.
    UploadFilm = Post "/api/v1/lessons/{lesson}/film", Access::Can(Action::LessonWrite),
        path: LessonPath => LessonDetail;
    /// Submits a complete lesson for review.
    SubmitLesson = Post "/api/v1/lessons/{lesson}/submit", Access::Can(Action::LessonWrite),
        path: LessonPath => LessonDetail;
    /// Takes a lesson back to change it.
    ReviseLesson = Post "/api/v1/lessons/{lesson}/revise", Access::Can(Action::LessonWrite),
        path: LessonPath => LessonDetail;
    /// Publishes a lesson that someone else made.
    PublishLesson = Post "/api/v1/lessons/{lesson}/publish", Access::Can(Action::LessonReview),
        path: LessonPath => LessonDetail;
    /// Hands a lesson back to its author, saying what to change.
    ReturnToAuthor = Post "/api/v1/lessons/{lesson}/return", Access::Can(Action::LessonReview),
        path: LessonPath, body: ReturnLesson => LessonDetail;
    /// Takes a lesson out of the catalogue.
    WithdrawLesson = Post "/api/v1/lessons/{lesson}/withdraw", Access::Can(Action::LessonRead),
        path: LessonPath => LessonDetail;
}
