//! Certification: candidates, managers, trainers, assessors, certifiers.

use tongyu_db::Tx;
use tongyu_shared::{
    api::page::Page,
    certification::{
        endpoints::{
            AddCandidates, AddTraining, AppealRefusal, Apply, ConfirmRecommendation, CreateCohort,
            DecideAppeal, DeclareConflict, DrawRecommendation, EnterLessons, EnterScores,
            FillSeats, FindEligible, FreeSeat, GiveSeat, ListApplications, ListAssessors,
            ListCandidates, ListCohorts, ListOwnApplications, ListOwnSeats, ListOwnTrainings,
            OpenEvidence, ReadApplication, ReadCohort, ReadOwnApplication, ReadOwnSeat,
            ReadRecommendation, ReadTraining, RefuseApplication, ScoreSeat, SendBackApplication,
            SignIn, TakeBackSignIn, WithdrawApplication,
        },
        types::{
            ApplicationLine, AssessorChoices, BulkReply, CandidateDetail, CandidatePage,
            CohortDetail, CohortList, OwnApplication, OwnApplications, OwnSeatDetail, OwnSeats,
            OwnTrainings, RecommendationView, TrainingDetail,
        },
    },
};

use super::{
    caller::Caller,
    candidates, cohorts, judging, own, recommend,
    requests::{changing, opening, reading},
    scoring, seats, tables, trainings,
};
use crate::http::{fault::Fault, input::In, mount::Mounts, reply::Reply};

/// Mounts this room's endpoints.
pub fn mount(mounts: &mut Mounts) {
    mounts
        .add::<ListOwnApplications, _, _>(list_own)
        .add::<ReadOwnApplication, _, _>(read_own)
        .add::<Apply, _, _>(apply)
        .add::<WithdrawApplication, _, _>(withdraw)
        .add::<AppealRefusal, _, _>(appeal)
        .add::<ListApplications, _, _>(list_applications)
        .add::<ReadApplication, _, _>(read_application)
        .add::<FindEligible, _, _>(find_eligible)
        .add::<RefuseApplication, _, _>(refuse)
        .add::<SendBackApplication, _, _>(send_back)
        .add::<DecideAppeal, _, _>(decide_appeal)
        .add::<ListAssessors, _, _>(list_assessors)
        .add::<ListCohorts, _, _>(list_cohorts)
        .add::<CreateCohort, _, _>(create_cohort)
        .add::<ReadCohort, _, _>(read_cohort)
        .add::<ListCandidates, _, _>(list_candidates)
        .add::<AddCandidates, _, _>(add_candidates)
        .add::<EnterLessons, _, _>(enter_lessons)
        .add::<EnterScores, _, _>(enter_scores)
        .add::<FillSeats, _, _>(fill_seats)
        .add::<ListOwnTrainings, _, _>(list_trainings)
        .add::<AddTraining, _, _>(add_training)
        .add::<ReadTraining, _, _>(read_training)
        .add::<SignIn, _, _>(sign_in)
        .add::<TakeBackSignIn, _, _>(take_back)
        .add::<ListOwnSeats, _, _>(list_seats)
        .add::<ReadOwnSeat, _, _>(read_seat)
        .add::<GiveSeat, _, _>(give_seat)
        .add::<FreeSeat, _, _>(free_seat)
        .add::<ScoreSeat, _, _>(score_seat)
        .add::<DeclareConflict, _, _>(declare)
        .add::<DrawRecommendation, _, _>(draw)
        .add::<ReadRecommendation, _, _>(read_recommendation)
        .add::<OpenEvidence, _, _>(open_evidence)
        .add::<ConfirmRecommendation, _, _>(confirm);
}

fn own_reply(own: OwnApplication) -> Reply<OwnApplication> {
    let version = own.version;
    Reply::from(own).version(version)
}

fn file_reply(file: CandidateDetail) -> Reply<CandidateDetail> {
    let version = file.version;
    Reply::from(file).version(version)
}

fn cohort_reply(cohort: CohortDetail) -> Reply<CohortDetail> {
    let version = cohort.version;
    Reply::from(cohort).version(version)
}

fn seat_reply(seat: OwnSeatDetail) -> Reply<OwnSeatDetail> {
    let version = seat.version;
    Reply::from(seat).version(version)
}

async fn list_own(input: In<ListOwnApplications>) -> Result<Reply<OwnApplications>, Fault> {
    Ok(
        reading(input, |caller, conn, (), ()| own::list(caller, conn))
            .await?
            .into(),
    )
}

async fn read_own(input: In<ReadOwnApplication>) -> Result<Reply<OwnApplication>, Fault> {
    Ok(own_reply(
        reading(input, |caller, conn, path, ()| {
            own::read(caller, conn, path)
        })
        .await?,
    ))
}

async fn apply(input: In<Apply>) -> Result<Reply<OwnApplication>, Fault> {
    Ok(own_reply(changing(input, own::apply).await?))
}

async fn withdraw(input: In<WithdrawApplication>) -> Result<Reply<OwnApplication>, Fault> {
    let change = |caller: &Caller, tx: &mut Tx<'_>, path, (): &()| own::withdraw(caller, tx, path);
    Ok(own_reply(changing(input, change).await?))
}

async fn appeal(input: In<AppealRefusal>) -> Result<Reply<OwnApplication>, Fault> {
    Ok(own_reply(changing(input, own::appeal).await?))
}

async fn list_applications(
    input: In<ListApplications>,
) -> Result<Reply<Page<ApplicationLine>>, Fault> {
    Ok(reading(input, |caller, conn, (), query| {
        judging::list(caller, conn, query)
    })
    .await?
    .into())
}

async fn read_application(input: In<ReadApplication>) -> Result<Reply<CandidateDetail>, Fault> {
    let (subject, entry) = (input.path.application, ("application.read", "application"));
    let file = opening(input, entry, subject.to_string(), candidates::read).await?;
    Ok(file_reply(file))
}

async fn find_eligible(input: In<FindEligible>) -> Result<Reply<BulkReply>, Fault> {
    let change =
        |caller: &Caller, tx: &mut Tx<'_>, (), body: &_| judging::find_eligible(caller, tx, body);
    Ok(changing(input, change).await?.into())
}

async fn refuse(input: In<RefuseApplication>) -> Result<Reply<CandidateDetail>, Fault> {
    Ok(file_reply(changing(input, judging::refuse).await?))
}

async fn send_back(input: In<SendBackApplication>) -> Result<Reply<CandidateDetail>, Fault> {
    Ok(file_reply(changing(input, judging::send_back).await?))
}

async fn decide_appeal(input: In<DecideAppeal>) -> Result<Reply<CandidateDetail>, Fault> {
    Ok(file_reply(changing(input, judging::decide_appeal).await?))
}

async fn list_assessors(input: In<ListAssessors>) -> Result<Reply<AssessorChoices>, Fault> {
    Ok(reading(input, |caller, conn, path, ()| {
        seats::choices(caller, conn, path)
    })
    .await?
    .into())
}

async fn list_cohorts(input: In<ListCohorts>) -> Result<Reply<CohortList>, Fault> {
    Ok(
        reading(input, |caller, conn, (), ()| cohorts::list(caller, conn))
            .await?
            .into(),
    )
}

async fn create_cohort(input: In<CreateCohort>) -> Result<Reply<CohortDetail>, Fault> {
    Ok(cohort_reply(changing(input, cohorts::create).await?))
}

async fn read_cohort(input: In<ReadCohort>) -> Result<Reply<CohortDetail>, Fault> {
    Ok(cohort_reply(
        reading(input, |caller, conn, path, ()| {
            cohorts::read(caller, conn, path)
        })
        .await?,
    ))
}

async fn list_candidates(input: In<ListCandidates>) -> Result<Reply<CandidatePage>, Fault> {
    Ok(reading(input, candidates::list).await?.into())
}

async fn add_candidates(input: In<AddCandidates>) -> Result<Reply<BulkReply>, Fault> {
    Ok(changing(input, cohorts::add).await?.into())
}

async fn enter_lessons(input: In<EnterLessons>) -> Result<Reply<BulkReply>, Fault> {
    Ok(changing(input, tables::enter_lessons).await?.into())
}

async fn enter_scores(input: In<EnterScores>) -> Result<Reply<BulkReply>, Fault> {
    Ok(changing(input, tables::enter_scores).await?.into())
}

async fn fill_seats(input: In<FillSeats>) -> Result<Reply<BulkReply>, Fault> {
    Ok(changing(input, seats::fill).await?.into())
}

async fn list_trainings(input: In<ListOwnTrainings>) -> Result<Reply<OwnTrainings>, Fault> {
    Ok(
        reading(input, |caller, conn, (), ()| trainings::own(caller, conn))
            .await?
            .into(),
    )
}

async fn add_training(input: In<AddTraining>) -> Result<Reply<TrainingDetail>, Fault> {
    Ok(changing(input, trainings::add).await?.into())
}

async fn read_training(input: In<ReadTraining>) -> Result<Reply<TrainingDetail>, Fault> {
    Ok(reading(input, |caller, conn, path, ()| {
        trainings::read(caller, conn, path)
    })
    .await?
    .into())
}

async fn sign_in(input: In<SignIn>) -> Result<Reply<BulkReply>, Fault> {
    Ok(changing(input, trainings::sign_in).await?.into())
}

async fn take_back(input: In<TakeBackSignIn>) -> Result<Reply<TrainingDetail>, Fault> {
    Ok(changing(input, trainings::take_back).await?.into())
}

async fn list_seats(input: In<ListOwnSeats>) -> Result<Reply<OwnSeats>, Fault> {
    Ok(
        reading(input, |caller, conn, (), ()| scoring::list(caller, conn))
            .await?
            .into(),
    )
}

async fn read_seat(input: In<ReadOwnSeat>) -> Result<Reply<OwnSeatDetail>, Fault> {
    let (subject, entry) = (input.path.assessment, ("assessment.read", "assessment"));
    let seat = opening(input, entry, subject.to_string(), scoring::read).await?;
    Ok(seat_reply(seat))
}

async fn give_seat(input: In<GiveSeat>) -> Result<Reply<CandidateDetail>, Fault> {
    Ok(file_reply(changing(input, seats::give).await?))
}

async fn free_seat(input: In<FreeSeat>) -> Result<Reply<CandidateDetail>, Fault> {
    Ok(file_reply(changing(input, seats::free).await?))
}

async fn score_seat(input: In<ScoreSeat>) -> Result<Reply<OwnSeatDetail>, Fault> {
    Ok(seat_reply(changing(input, scoring::score).await?))
}

async fn declare(input: In<DeclareConflict>) -> Result<Reply<OwnSeats>, Fault> {
    Ok(changing(input, scoring::declare).await?.into())
}

async fn draw(input: In<DrawRecommendation>) -> Result<Reply<RecommendationView>, Fault> {
    Ok(changing(input, recommend::draw).await?.into())
}

async fn read_recommendation(
    input: In<ReadRecommendation>,
) -> Result<Reply<RecommendationView>, Fault> {
    Ok(reading(input, |caller, conn, path, ()| {
        recommend::read(caller, conn, path)
    })
    .await?
    .into())
}

async fn open_evidence(input: In<OpenEvidence>) -> Result<Reply<CandidateDetail>, Fault> {
    let change =
        |caller: &Caller, tx: &mut Tx<'_>, path, (): &()| recommend::open(caller, tx, path);
    Ok(file_reply(changing(input, change).await?))
}

async fn confirm(input: In<ConfirmRecommendation>) -> Result<Reply<RecommendationView>, Fault> {
    let change = |caller: &Caller, tx: &mut Tx<'_>, path, body: &_| {
        recommend::confirm(caller, tx, path, body)
    };
    Ok(changing(input, change).await?.into())
}
