//! The tables as diesel sees them, in the order of the migrations. A law compares them with the
//! databases.
#![expect(
    missing_docs,
    reason = "the migrations say what tables and columns are for"
)]

diesel::table! {
    person (id) {
        id -> Text,
        name -> Text,
        phone_sealed -> Nullable<Binary>,
        phone_hash -> Nullable<Text>,
        created_at -> Timestamp,
        version -> Integer,
    }
}

diesel::table! {
    account (id) {
        id -> Text,
        person_id -> Text,
        phone_hash -> Nullable<Text>,
        epoch -> Integer,
        disabled_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    session (id) {
        id -> Text,
        account_id -> Text,
        epoch -> Integer,
        created_at -> Timestamp,
        last_seen -> Timestamp,
        ends_at -> Timestamp,
        revoked_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    sign_in_code (id) {
        id -> Text,
        created_at -> Timestamp,
        expires_at -> Timestamp,
        tries -> Integer,
        used_at -> Nullable<Timestamp>,
        account_id -> Nullable<Text>,
    }
}

diesel::table! {
    sign_in_link (id) {
        id -> Text,
        account_id -> Text,
        created_at -> Timestamp,
        expires_at -> Timestamp,
        used_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    org_node (id) {
        id -> Text,
        kind -> Text,
        parent_id -> Nullable<Text>,
        name -> Text,
        sort -> Integer,
        valid_from -> Date,
        valid_to -> Nullable<Date>,
    }
}

diesel::table! {
    org_closure (ancestor_id, descendant_id) {
        ancestor_id -> Text,
        descendant_id -> Text,
        depth -> Integer,
    }
}

diesel::table! {
    school (node_id) {
        node_id -> Text,
        school_type -> Text,
        system -> Text,
        code -> Nullable<Text>,
    }
}

diesel::table! {
    school_class (node_id) {
        node_id -> Text,
        school_id -> Text,
        grade -> Text,
        entry_year -> Integer,
        number -> Integer,
    }
}

diesel::table! {
    term (id) {
        id -> Text,
        district_id -> Text,
        school_year -> Integer,
        number -> Integer,
        starts_on -> Date,
        ends_on -> Date,
    }
}

diesel::table! {
    calendar_day (day) {
        day -> Date,
        kind -> Text,
        name -> Text,
    }
}

diesel::table! {
    rule_pack (id) {
        id -> Text,
        code -> Text,
        version -> Integer,
        status -> Text,
        document -> Text,
        effective_from -> Date,
        effective_to -> Nullable<Date>,
        document_number -> Nullable<Text>,
        approved_by_a -> Nullable<Text>,
        approved_by_b -> Nullable<Text>,
        approved_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    student (id) {
        id -> Text,
        school_id -> Text,
        student_number -> Nullable<Text>,
        number_is_temporary -> Bool,
        name -> Text,
        sex -> Nullable<Text>,
        born_on -> Nullable<Date>,
        address_sealed -> Nullable<Binary>,
        created_at -> Timestamp,
        version -> Integer,
    }
}

diesel::table! {
    student_key (student_id) {
        student_id -> Text,
        suite -> Integer,
        wrapped -> Binary,
        destroyed_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    enrolment (id) {
        id -> Text,
        student_id -> Text,
        class_id -> Text,
        from_on -> Date,
        to_on -> Nullable<Date>,
    }
}

diesel::table! {
    guardianship (id) {
        id -> Text,
        person_id -> Text,
        student_id -> Text,
        relation -> Text,
        primary_carer -> Bool,
        may_view -> Bool,
        may_decide -> Bool,
        may_arrange -> Bool,
        from_on -> Date,
        to_on -> Nullable<Date>,
    }
}

diesel::table! {
    role_grant (id) {
        id -> Text,
        account_id -> Text,
        role -> Text,
        node_id -> Text,
        covers_below -> Bool,
        title -> Text,
        valid_from -> Date,
        valid_to -> Nullable<Date>,
        granted_by -> Nullable<Text>,
    }
}

diesel::table! {
    school_sheet (school_id, term_id) {
        school_id -> Text,
        term_id -> Text,
        care -> Text,
        policy -> Text,
        opinions_sought -> Text,
        resources -> Text,
        version -> Integer,
    }
}

diesel::table! {
    sheet_import (id) {
        id -> Text,
        school_id -> Text,
        kind -> Text,
        state -> Text,
        file_name -> Text,
        content_sealed -> Binary,
        headers -> Text,
        column_match -> Text,
        counts -> Text,
        report -> Nullable<Text>,
        created_by -> Text,
        created_at -> Timestamp,
        applied_at -> Nullable<Timestamp>,
        version -> Integer,
    }
}

diesel::table! {
    routing_rule (school_id, kind, theme) {
        school_id -> Text,
        kind -> Text,
        theme -> Text,
        office_id -> Text,
    }
}

diesel::table! {
    matter (id) {
        id -> Text,
        school_id -> Text,
        class_id -> Text,
        student_id -> Text,
        source -> Text,
        kind -> Text,
        theme -> Text,
        for_information -> Bool,
        state -> Text,
        resolution -> Nullable<Text>,
        cycle -> Integer,
        returns -> Integer,
        escalation -> Integer,
        office_id -> Nullable<Text>,
        accepted_by -> Nullable<Text>,
        author_id -> Text,
        raiser_id -> Nullable<Text>,
        captured_at -> Timestamp,
        limits -> Text,
        answer_due_at -> Nullable<Timestamp>,
        solution_due_at -> Nullable<Timestamp>,
        answered_at -> Nullable<Timestamp>,
        delivered_at -> Nullable<Timestamp>,
        closed_at -> Nullable<Timestamp>,
        body_sealed -> Binary,
        proposed_sealed -> Nullable<Binary>,
        version -> Integer,
        class_only -> Bool,
        lesson_id -> Nullable<Text>,
        lesson_title -> Nullable<Text>,
    }
}

diesel::table! {
    matter_event (matter_id, seq) {
        matter_id -> Text,
        seq -> Integer,
        cycle -> Integer,
        kind -> Text,
        from_state -> Text,
        to_state -> Text,
        at -> Timestamp,
        account_id -> Nullable<Text>,
        office_id -> Nullable<Text>,
        resolution -> Nullable<Text>,
        text_sealed -> Nullable<Binary>,
    }
}

diesel::table! {
    visit (id) {
        id -> Text,
        school_id -> Text,
        class_id -> Text,
        author_id -> Text,
        state -> Text,
        outcome -> Text,
        mode -> Text,
        wanted_mode -> Nullable<Text>,
        started_at -> Timestamp,
        minutes -> Integer,
        met_child -> Bool,
        care -> Bool,
        policy -> Bool,
        opinions_sought -> Bool,
        resources -> Bool,
        next_contact_on -> Nullable<Date>,
        declared_clean -> Bool,
        body_hash -> Text,
        received_at -> Timestamp,
        confirmed_at -> Nullable<Timestamp>,
        confirmed_by -> Nullable<Text>,
        version -> Integer,
    }
}

diesel::table! {
    visit_student (visit_id, student_id) {
        visit_id -> Text,
        student_id -> Text,
        measure_sealed -> Nullable<Binary>,
        circumstances_sealed -> Nullable<Binary>,
        reached_by -> Nullable<Text>,
        school_id -> Nullable<Text>,
        started_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    visit_met (visit_id, person_id) {
        visit_id -> Text,
        person_id -> Text,
        relation -> Text,
    }
}

diesel::table! {
    visit_matter (matter_id) {
        matter_id -> Text,
        visit_id -> Text,
    }
}

diesel::table! {
    visit_answer (visit_id, person_id) {
        visit_id -> Text,
        person_id -> Text,
        student_id -> Text,
        answer -> Text,
        note_sealed -> Nullable<Binary>,
        at -> Timestamp,
    }
}

diesel::table! {
    visit_plan (id) {
        id -> Text,
        student_id -> Text,
        class_id -> Text,
        school_id -> Text,
        author_id -> Text,
        planned_for -> Timestamp,
        mode -> Text,
        state -> Text,
        visit_id -> Nullable<Text>,
        body_hash -> Text,
        created_at -> Timestamp,
        version -> Integer,
    }
}

diesel::table! {
    mentor_pupil (id) {
        id -> Text,
        account_id -> Text,
        student_id -> Text,
        from_on -> Date,
        to_on -> Nullable<Date>,
    }
}

diesel::table! {
    link (id) {
        id -> Text,
        purpose -> Text,
        person_id -> Text,
        student_id -> Text,
        subject_id -> Text,
        cycle -> Integer,
        created_at -> Timestamp,
        expires_at -> Timestamp,
        used_at -> Nullable<Timestamp>,
        revoked_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    media_asset (id) {
        id -> Text,
        sha256 -> Text,
        duration_s -> Integer,
        width -> Integer,
        height -> Integer,
        video_bytes -> BigInt,
        audio_bytes -> BigInt,
        poster_bytes -> BigInt,
        is_sample -> Bool,
        created_at -> Timestamp,
    }
}

diesel::table! {
    lesson (id) {
        id -> Text,
        owner_id -> Text,
        author_id -> Text,
        state -> Text,
        title -> Text,
        stage -> Text,
        topic -> Text,
        guideline -> Text,
        guideline_entry -> Nullable<Text>,
        action_text -> Text,
        transcript -> Text,
        captions -> Nullable<Text>,
        captions_tag -> Nullable<Text>,
        asset_id -> Nullable<Text>,
        reviewer_id -> Nullable<Text>,
        review_note -> Nullable<Text>,
        is_sample -> Bool,
        created_at -> Timestamp,
        changed_at -> Timestamp,
        submitted_at -> Nullable<Timestamp>,
        reviewed_at -> Nullable<Timestamp>,
        published_at -> Nullable<Timestamp>,
        withdrawn_at -> Nullable<Timestamp>,
        version -> Integer,
    }
}

diesel::table! {
    watch (person_id, asset_id) {
        person_id -> Text,
        asset_id -> Text,
        lesson_id -> Text,
        covered -> Binary,
        covered_s -> Integer,
        position_s -> Integer,
        began_at -> Timestamp,
        last_on -> Date,
        completed_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    lesson_try (person_id, lesson_id) {
        person_id -> Text,
        lesson_id -> Text,
        tried_at -> Timestamp,
        helped -> Nullable<Text>,
    }
}

diesel::table! {
    learning_cleared (person_id) {
        person_id -> Text,
        cleared_at -> Timestamp,
    }
}

diesel::table! {
    message (id) {
        id -> Text,
        template -> Text,
        person_id -> Text,
        link_id -> Nullable<Text>,
        code_id -> Nullable<Text>,
        state -> Text,
        tries -> Integer,
        next_try_at -> Timestamp,
        created_at -> Timestamp,
        delivered_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    audit_entry (id) {
        id -> Text,
        at -> Timestamp,
        actor_kind -> Text,
        actor_id -> Nullable<Text>,
        action -> Text,
        subject_kind -> Text,
        subject_id -> Text,
        student_id -> Nullable<Text>,
        request_id -> Nullable<Text>,
    }
}

diesel::table! {
    audit_seal (seq) {
        seq -> BigInt,
        entry_id -> Text,
        hash -> Text,
        sealed_at -> Timestamp,
    }
}

diesel::table! {
    site_setting (name) {
        name -> Text,
        value -> Text,
    }
}

diesel::table! {
    join_invite (id) {
        id -> Text,
        student_id -> Text,
        made_by -> Text,
        created_at -> Timestamp,
        expires_at -> Timestamp,
        revoked_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    consent (id) {
        id -> Text,
        person_id -> Text,
        student_id -> Text,
        notice_version -> Text,
        given_as -> Text,
        given_at -> Timestamp,
        withdrawn_at -> Nullable<Timestamp>,
        for_child -> Bool,
    }
}

diesel::table! {
    carer_request (id) {
        id -> Text,
        student_id -> Text,
        invite_id -> Text,
        person_id -> Text,
        relation -> Text,
        notice_version -> Text,
        asked_at -> Timestamp,
        decided_at -> Nullable<Timestamp>,
        decided_by -> Nullable<Text>,
        accepted -> Nullable<Bool>,
        made_guardian -> Bool,
    }
}

diesel::table! {
    carer_end (student_id, person_id) {
        student_id -> Text,
        person_id -> Text,
        ended_at -> Timestamp,
        ended_by -> Nullable<Text>,
    }
}

diesel::table! {
    join_ask (id) {
        id -> Text,
        student_id -> Text,
        invite_id -> Text,
        person_id -> Text,
        person_is_new -> Bool,
        phone_hash -> Text,
        relation -> Text,
        code_id -> Text,
        asked_at -> Timestamp,
    }
}

diesel::table! {
    cohort (id) {
        id -> Text,
        node_id -> Text,
        level -> Text,
        name -> Text,
        rules -> Text,
        created_by -> Text,
        created_at -> Timestamp,
        version -> Integer,
    }
}

diesel::table! {
    application (id) {
        id -> Text,
        person_id -> Text,
        school_id -> Text,
        level -> Text,
        state -> Text,
        refused_from -> Nullable<Text>,
        suspended_from -> Nullable<Text>,
        cohort_id -> Nullable<Text>,
        rules -> Text,
        open_key -> Nullable<Text>,
        body_hash -> Text,
        applied_at -> Timestamp,
        version -> Integer,
    }
}

diesel::table! {
    application_event (application_id, seq) {
        application_id -> Text,
        seq -> Integer,
        kind -> Text,
        from_state -> Text,
        to_state -> Text,
        at -> Timestamp,
        account_id -> Nullable<Text>,
        reason_sealed -> Nullable<Binary>,
    }
}

diesel::table! {
    appeal (application_id, refusal_seq) {
        application_id -> Text,
        refusal_seq -> Integer,
        text_sealed -> Binary,
        made_at -> Timestamp,
        upheld -> Nullable<Bool>,
        reason_sealed -> Nullable<Binary>,
        decided_by -> Nullable<Text>,
        decided_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    declared_relation (id) {
        id -> Text,
        application_id -> Text,
        account_id -> Nullable<Text>,
        name -> Nullable<Text>,
        relation_sealed -> Binary,
        declared_at -> Timestamp,
    }
}

diesel::table! {
    training (id) {
        id -> Text,
        cohort_id -> Text,
        kind -> Text,
        day -> Date,
        hours -> Integer,
        topic -> Text,
        trainer_id -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    sign_in (training_id, application_id) {
        training_id -> Text,
        application_id -> Text,
        signed_by -> Text,
        signed_at -> Timestamp,
        taken_back_at -> Nullable<Timestamp>,
        reason_sealed -> Nullable<Binary>,
    }
}

diesel::table! {
    observed_lesson (id) {
        id -> Text,
        application_id -> Text,
        day -> Date,
        class_name -> Text,
        observer -> Text,
        score -> Integer,
        correction_sealed -> Nullable<Binary>,
        entered_by -> Text,
        entered_at -> Timestamp,
    }
}

diesel::table! {
    exam_score (id) {
        id -> Text,
        application_id -> Text,
        part -> Text,
        day -> Date,
        score -> Integer,
        correction_sealed -> Nullable<Binary>,
        entered_by -> Text,
        entered_at -> Timestamp,
    }
}

diesel::table! {
    assessment (id) {
        id -> Text,
        application_id -> Text,
        number -> Integer,
        assessor_id -> Text,
        state -> Text,
        live_key -> Nullable<Text>,
        due_on -> Date,
        score -> Nullable<Integer>,
        remarks_sealed -> Nullable<Binary>,
        scored_at -> Nullable<Timestamp>,
        freed_sealed -> Nullable<Binary>,
        given_by -> Text,
        given_at -> Timestamp,
        version -> Integer,
    }
}

diesel::table! {
    recommendation (id) {
        id -> Text,
        cohort_id -> Text,
        state -> Text,
        created_by -> Text,
        created_at -> Timestamp,
        confirmed_at -> Nullable<Timestamp>,
        version -> Integer,
    }
}

diesel::table! {
    recommendation_file (recommendation_id, application_id) {
        recommendation_id -> Text,
        application_id -> Text,
        by_chance -> Bool,
        flagged -> Bool,
        opened_at -> Nullable<Timestamp>,
        opened_version -> Nullable<Integer>,
    }
}

diesel::table! {
    public_notice (id) {
        id -> Text,
        node_id -> Text,
        published_by -> Text,
        published_at -> Timestamp,
        working_days -> Integer,
        last_day -> Date,
        document_number -> Nullable<Text>,
        issued_at -> Nullable<Timestamp>,
        version -> Integer,
    }
}

diesel::table! {
    notice_entry (notice_id, application_id) {
        notice_id -> Text,
        application_id -> Text,
        sort -> Integer,
        name -> Text,
        school_name -> Text,
        level -> Text,
    }
}

diesel::table! {
    objection (id) {
        id -> Text,
        notice_id -> Text,
        application_id -> Text,
        name_sealed -> Binary,
        contact_sealed -> Binary,
        body_sealed -> Binary,
        print -> Text,
        state -> Text,
        received_at -> Timestamp,
        decided_by -> Nullable<Text>,
        decided_at -> Nullable<Timestamp>,
        reason_sealed -> Nullable<Binary>,
        version -> Integer,
    }
}

diesel::table! {
    certificate_counter (prefix, level, year) {
        prefix -> Text,
        level -> Text,
        year -> Integer,
        last -> Integer,
    }
}

diesel::table! {
    legacy_batch (id) {
        id -> Text,
        node_id -> Text,
        file_name -> Text,
        state -> Text,
        uploaded_by -> Text,
        uploaded_at -> Timestamp,
        confirmed_by -> Nullable<Text>,
        confirmed_at -> Nullable<Timestamp>,
        version -> Integer,
    }
}

diesel::table! {
    legacy_row (batch_id, row_number) {
        batch_id -> Text,
        row_number -> Integer,
        name -> Text,
        school_name -> Text,
        school_id -> Nullable<Text>,
        level -> Nullable<Text>,
        number -> Text,
        issued_on -> Nullable<Date>,
        valid_to -> Nullable<Date>,
        faults -> Text,
        phone_hash -> Nullable<Text>,
        holder -> Text,
    }
}

diesel::table! {
    certificate (id) {
        id -> Text,
        number -> Text,
        application_id -> Nullable<Text>,
        notice_id -> Nullable<Text>,
        legacy_batch_id -> Nullable<Text>,
        person_id -> Nullable<Text>,
        node_id -> Text,
        name -> Text,
        school_name -> Text,
        level -> Text,
        document_number -> Nullable<Text>,
        issued_on -> Date,
        valid_to -> Nullable<Date>,
        state -> Text,
        status_index -> Integer,
        credential -> Text,
        proposed_by -> Nullable<Text>,
        replaces_id -> Nullable<Text>,
        version -> Integer,
    }
}

diesel::table! {
    certificate_event (certificate_id, seq) {
        certificate_id -> Text,
        seq -> Integer,
        kind -> Text,
        at -> Timestamp,
        account_id -> Nullable<Text>,
        reason_sealed -> Nullable<Binary>,
    }
}

diesel::table! {
    certificate_file (hash, form) {
        hash -> Text,
        form -> Text,
        certificate_id -> Text,
        content -> Binary,
    }
}

diesel::joinable!(account -> person (person_id));
diesel::joinable!(session -> account (account_id));
diesel::joinable!(sign_in_code -> account (account_id));
diesel::joinable!(sign_in_link -> account (account_id));
diesel::joinable!(school -> org_node (node_id));
diesel::joinable!(term -> org_node (district_id));
diesel::joinable!(student -> org_node (school_id));
diesel::joinable!(student_key -> student (student_id));
diesel::joinable!(enrolment -> student (student_id));
diesel::joinable!(enrolment -> org_node (class_id));
diesel::joinable!(guardianship -> person (person_id));
diesel::joinable!(guardianship -> student (student_id));
diesel::joinable!(role_grant -> org_node (node_id));
diesel::joinable!(school_sheet -> org_node (school_id));
diesel::joinable!(school_sheet -> term (term_id));
diesel::joinable!(sheet_import -> org_node (school_id));
diesel::joinable!(sheet_import -> account (created_by));
diesel::joinable!(matter -> student (student_id));
diesel::joinable!(matter -> person (raiser_id));
diesel::joinable!(matter_event -> matter (matter_id));
diesel::joinable!(matter_event -> account (account_id));
diesel::joinable!(matter_event -> org_node (office_id));
diesel::joinable!(visit -> account (author_id));
diesel::joinable!(visit_student -> visit (visit_id));
diesel::joinable!(visit_student -> student (student_id));
diesel::joinable!(visit_met -> visit (visit_id));
diesel::joinable!(visit_met -> person (person_id));
diesel::joinable!(visit_matter -> matter (matter_id));
diesel::joinable!(visit_matter -> visit (visit_id));
diesel::joinable!(visit_answer -> visit (visit_id));
diesel::joinable!(visit_answer -> person (person_id));
diesel::joinable!(visit_answer -> student (student_id));
diesel::joinable!(visit_plan -> student (student_id));
diesel::joinable!(visit_plan -> account (author_id));
diesel::joinable!(visit_plan -> visit (visit_id));
diesel::joinable!(mentor_pupil -> account (account_id));
diesel::joinable!(mentor_pupil -> student (student_id));
diesel::joinable!(watch -> person (person_id));
diesel::joinable!(watch -> media_asset (asset_id));
diesel::joinable!(watch -> lesson (lesson_id));
diesel::joinable!(lesson_try -> person (person_id));
diesel::joinable!(lesson_try -> lesson (lesson_id));
diesel::joinable!(learning_cleared -> person (person_id));
diesel::joinable!(link -> person (person_id));
diesel::joinable!(link -> student (student_id));
diesel::joinable!(message -> person (person_id));
diesel::joinable!(message -> link (link_id));
diesel::joinable!(message -> sign_in_code (code_id));
diesel::joinable!(lesson -> org_node (owner_id));
diesel::joinable!(lesson -> account (author_id));
diesel::joinable!(lesson -> media_asset (asset_id));
diesel::joinable!(audit_seal -> audit_entry (entry_id));
diesel::joinable!(join_invite -> student (student_id));
diesel::joinable!(consent -> person (person_id));
diesel::joinable!(consent -> student (student_id));
diesel::joinable!(carer_request -> student (student_id));
diesel::joinable!(carer_request -> person (person_id));
diesel::joinable!(carer_end -> student (student_id));
diesel::joinable!(carer_end -> person (person_id));
diesel::joinable!(join_ask -> person (person_id));
diesel::joinable!(join_ask -> sign_in_code (code_id));
diesel::joinable!(cohort -> org_node (node_id));
diesel::joinable!(cohort -> account (created_by));
diesel::joinable!(application -> person (person_id));
diesel::joinable!(application -> org_node (school_id));
diesel::joinable!(application -> cohort (cohort_id));
diesel::joinable!(application_event -> application (application_id));
diesel::joinable!(application_event -> account (account_id));
diesel::joinable!(appeal -> application (application_id));
diesel::joinable!(appeal -> account (decided_by));
diesel::joinable!(declared_relation -> application (application_id));
diesel::joinable!(declared_relation -> account (account_id));
diesel::joinable!(training -> cohort (cohort_id));
diesel::joinable!(training -> account (trainer_id));
diesel::joinable!(sign_in -> training (training_id));
diesel::joinable!(sign_in -> application (application_id));
diesel::joinable!(sign_in -> account (signed_by));
diesel::joinable!(observed_lesson -> application (application_id));
diesel::joinable!(observed_lesson -> account (entered_by));
diesel::joinable!(exam_score -> application (application_id));
diesel::joinable!(exam_score -> account (entered_by));
diesel::joinable!(assessment -> application (application_id));
diesel::joinable!(recommendation -> cohort (cohort_id));
diesel::joinable!(recommendation -> account (created_by));
diesel::joinable!(recommendation_file -> recommendation (recommendation_id));
diesel::joinable!(recommendation_file -> application (application_id));
diesel::joinable!(public_notice -> org_node (node_id));
diesel::joinable!(public_notice -> account (published_by));
diesel::joinable!(notice_entry -> public_notice (notice_id));
diesel::joinable!(notice_entry -> application (application_id));
diesel::joinable!(objection -> public_notice (notice_id));
diesel::joinable!(objection -> application (application_id));
diesel::joinable!(objection -> account (decided_by));
diesel::joinable!(legacy_batch -> org_node (node_id));
diesel::joinable!(legacy_batch -> account (uploaded_by));
diesel::joinable!(legacy_row -> legacy_batch (batch_id));
diesel::joinable!(legacy_row -> org_node (school_id));
diesel::joinable!(certificate -> application (application_id));
diesel::joinable!(certificate -> public_notice (notice_id));
diesel::joinable!(certificate -> legacy_batch (legacy_batch_id));
diesel::joinable!(certificate -> person (person_id));
diesel::joinable!(certificate -> org_node (node_id));
diesel::joinable!(certificate -> account (proposed_by));
diesel::joinable!(certificate_event -> certificate (certificate_id));
diesel::joinable!(certificate_event -> account (account_id));
diesel::joinable!(certificate_file -> certificate (certificate_id));

diesel::allow_tables_to_appear_in_same_query!(
    person,
    account,
    session,
    sign_in_code,
    sign_in_link,
    org_node,
    org_closure,
    school,
    school_class,
    term,
    calendar_day,
    rule_pack,
    student,
    student_key,
    enrolment,
    guardianship,
    role_grant,
    school_sheet,
    sheet_import,
    routing_rule,
    matter,
    matter_event,
    visit,
    visit_student,
    visit_met,
    visit_matter,
    visit_answer,
    watch,
    lesson_try,
    learning_cleared,
    visit_plan,
    mentor_pupil,
    link,
    message,
    media_asset,
    lesson,
    audit_entry,
    audit_seal,
    site_setting,
    join_invite,
    consent,
    carer_request,
    carer_end,
    join_ask,
    cohort,
    application,
    application_event,
    appeal,
    declared_relation,
    training,
    sign_in,
    observed_lesson,
    exam_score,
    assessment,
    recommendation,
    recommendation_file,
    public_notice,
    notice_entry,
    objection,
    certificate_counter,
    legacy_batch,
    legacy_row,
    certificate,
    certificate_event,
    certificate_file,
);
