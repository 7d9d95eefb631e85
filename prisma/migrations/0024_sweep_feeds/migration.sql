-- AlterEnum
ALTER TYPE "sweep_trial_state" ADD VALUE 'PAUSED';

-- AlterTable
ALTER TABLE "sweep_rungs" ALTER COLUMN "value" DROP NOT NULL,
ALTER COLUMN "cut" DROP NOT NULL;

-- AlterTable
ALTER TABLE "sweeps" ADD COLUMN     "paused_count" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "sweep_feeds" (
    "sweep_id" TEXT NOT NULL,
    "event_count" INTEGER NOT NULL DEFAULT 0,
    "is_closed" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "sweep_feeds_pkey" PRIMARY KEY ("sweep_id")
);

-- CreateTable
CREATE TABLE "sweep_events" (
    "sweep_id" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sweep_events_pkey" PRIMARY KEY ("sweep_id","sequence")
);

-- AddForeignKey
ALTER TABLE "sweep_feeds" ADD CONSTRAINT "sweep_feeds_sweep_id_fkey" FOREIGN KEY ("sweep_id") REFERENCES "sweeps"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sweep_events" ADD CONSTRAINT "sweep_events_sweep_id_fkey" FOREIGN KEY ("sweep_id") REFERENCES "sweep_feeds"("sweep_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Appends to what a sweep tells, and wakes its watchers when the transaction commits. The row of the feed counts its events, and its
-- lock orders their writers: so there are no gaps, and whoever sees an event can see all before it. A closed feed takes nothing.
--
-- All triggers below are deferred to the end of their transactions, so that the feed is the last row that anybody locks: who trains a
-- trial holds its run, and who looks at the sweep holds the sweep and then runs.
CREATE FUNCTION append_sweep_event(sweep text, event_type text, event_payload jsonb, closes boolean DEFAULT false) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  position integer;
BEGIN
  UPDATE sweep_feeds SET event_count = event_count + 1, is_closed = closes WHERE sweep_id = sweep AND NOT is_closed
    RETURNING event_count - 1 INTO position;
  IF FOUND THEN
    INSERT INTO sweep_events (sweep_id, sequence, type, payload, created_at)
      VALUES (sweep, position, event_type, event_payload, clock_timestamp());
    PERFORM pg_notify('convzoo_runs', 'sweep:' || sweep);
  END IF;
END $$;

CREATE FUNCTION sweep_state_payload(sweep sweeps) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('state', sweep.state, 'endReason', sweep.end_reason,
    'failure', CASE WHEN sweep.failure_code IS NOT NULL
      THEN jsonb_build_object('code', sweep.failure_code, 'message', coalesce(sweep.failure_message, '')) END)
$$;

CREATE FUNCTION append_sweep_state() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO sweep_feeds (sweep_id) VALUES (NEW.id);
  END IF;
  PERFORM append_sweep_event(NEW.id, 'SweepStateChanged', sweep_state_payload(NEW), NEW.state NOT IN ('RUNNING', 'PAUSED'));
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER sweeps_feed_birth AFTER INSERT ON "sweeps" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION append_sweep_state();
CREATE CONSTRAINT TRIGGER sweeps_feed_state AFTER UPDATE OF state ON "sweeps" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION append_sweep_state();

CREATE FUNCTION append_sweep_trial() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  change jsonb := jsonb_build_object('number', NEW.number);
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM append_sweep_event(NEW.sweep_id, 'SweepTrialStarted', change);
  END IF;
  CASE NEW.state::text
    WHEN 'RUNNING' THEN
      IF TG_OP = 'UPDATE' THEN
        PERFORM append_sweep_event(NEW.sweep_id, 'SweepTrialResumed', change);
      END IF;
    WHEN 'PAUSED' THEN
      PERFORM append_sweep_event(NEW.sweep_id, 'SweepTrialPaused', change);
    WHEN 'STOPPED' THEN
      PERFORM append_sweep_event(NEW.sweep_id, 'SweepTrialStopped', change || coalesce((
        SELECT jsonb_build_object('epoch', epoch, 'value', value, 'cut', cut, 'count', count) FROM sweep_rungs
        WHERE sweep_id = NEW.sweep_id AND number = NEW.number AND NOT is_kept ORDER BY epoch DESC LIMIT 1), '{}'));
    WHEN 'FINISHED' THEN
      PERFORM append_sweep_event(NEW.sweep_id, 'SweepTrialFinished', change || jsonb_build_object(
        'objective', NEW.objective,
        'isBest', EXISTS (SELECT FROM sweeps WHERE id = NEW.sweep_id AND best_number = NEW.number)));
    WHEN 'FAILED' THEN
      PERFORM append_sweep_event(NEW.sweep_id, 'SweepTrialFailed', change || jsonb_build_object(
        'failure', jsonb_build_object('code', NEW.failure_code, 'message', coalesce(NEW.failure_message, ''))));
    WHEN 'CANCELED' THEN
      PERFORM append_sweep_event(NEW.sweep_id, 'SweepTrialCanceled', change);
  END CASE;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER sweep_trials_feed_birth AFTER INSERT ON "sweep_trials" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION append_sweep_trial();
CREATE CONSTRAINT TRIGGER sweep_trials_feed_state AFTER UPDATE OF state ON "sweep_trials" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION append_sweep_trial();

-- What a run of a trial shows of the sweep's metric after an epoch; whoever looks for epochs of other runs finds no trial.
CREATE FUNCTION append_sweep_report() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  told record;
BEGIN
  SELECT trial.sweep_id, trial.number, sweep.metric INTO told
    FROM sweep_trials trial JOIN sweeps sweep ON sweep.id = trial.sweep_id WHERE trial.run_id = NEW.run_id;
  IF FOUND THEN
    PERFORM append_sweep_event(told.sweep_id, 'SweepTrialReported', jsonb_build_object(
      'number', told.number, 'attempt', coalesce((NEW.payload ->> 'attempt')::integer, 1),
      'epoch', (NEW.payload ->> 'epoch')::integer,
      'value', coalesce(NEW.payload -> told.metric, NEW.payload -> 'metrics' -> told.metric)));
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER run_events_feed_sweep AFTER INSERT ON "run_events" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.type = 'RunEpoch') EXECUTE FUNCTION append_sweep_report();

-- Sweeps of before tell at least where they are.
INSERT INTO sweep_feeds (sweep_id, event_count, is_closed) SELECT id, 1, state NOT IN ('RUNNING', 'PAUSED') FROM sweeps;
INSERT INTO sweep_events (sweep_id, sequence, type, payload, created_at)
  SELECT sweep.id, 0, 'SweepStateChanged', sweep_state_payload(sweep), coalesce(sweep.finished_at, sweep.created_at) FROM sweeps sweep;
