/** SQL: whether an evaluation, or its features, has yet to be computed, so that its version must stay. */
export const evaluationWaits = "(state in ('QUEUED', 'RUNNING') or features_asked_at is not null)";
