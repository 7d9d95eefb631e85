-- Who did what an event tells of: whoever did the act, if one brought the new state about, and not whoever started it all.
-- Times of acts are rounded to milliseconds, up or down.
CREATE OR REPLACE FUNCTION actor_since(subject text, wanted act_kind, since timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT actor FROM acts
  WHERE subject_id = subject AND kind = wanted AND created_at >= since - interval '1 millisecond'
  ORDER BY id DESC LIMIT 1
$$;

-- A training run pauses or ends some time after it was asked for; then it was asked for in the row.
CREATE OR REPLACE FUNCTION tell_of_run() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  doer text := CASE WHEN TG_OP = 'UPDATE' THEN CASE NEW.state
    WHEN 'PAUSED' THEN actor_since(NEW.id, 'RUN_PAUSED', coalesce(OLD.pause_requested_at, now()))
    WHEN 'CANCELED' THEN actor_since(NEW.id, 'RUN_CANCELED', coalesce(OLD.cancel_requested_at, now()))
    WHEN 'QUEUED' THEN actor_since(NEW.id, 'RUN_RESUMED', now())
  END END;
BEGIN
  PERFORM tell_webhooks('RUN', 'run.' || lower(NEW.state::text), coalesce(doer, NEW.actor), jsonb_build_object(
    'runId', 'Run_' || NEW.id, 'state', NEW.state, 'variantId', 'Variant_' || NEW.variant_id,
    'datasetId', 'Dataset_' || NEW.dataset_id, 'failureCode', NEW.failure_code));
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION tell_of_sweep() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  doer text := CASE WHEN TG_OP = 'UPDATE' THEN CASE NEW.state
    WHEN 'PAUSED' THEN actor_since(NEW.id, 'SWEEP_PAUSED', now())
    WHEN 'RUNNING' THEN actor_since(NEW.id, 'SWEEP_RESUMED', now())
    WHEN 'CANCELED' THEN actor_since(NEW.id, 'SWEEP_CANCELED', now())
  END END;
BEGIN
  PERFORM tell_webhooks('SWEEP', 'sweep.' || lower(NEW.state::text), coalesce(doer, NEW.actor), jsonb_build_object(
    'sweepId', 'Sweep_' || NEW.id, 'name', NEW.name, 'state', NEW.state, 'endReason', NEW.end_reason, 'bestNumber', NEW.best_number,
    'failureCode', NEW.failure_code));
  RETURN NULL;
END $$;
