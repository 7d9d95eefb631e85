-- CreateEnum
CREATE TYPE "webhook_topic" AS ENUM ('RUN', 'VERSION', 'ALIAS', 'GATE', 'EVALUATION', 'TEST');

-- CreateEnum
CREATE TYPE "delivery_state" AS ENUM ('WAITING', 'DELIVERED', 'FAILED');

-- CreateTable
CREATE TABLE "webhooks" (
    "id" TEXT NOT NULL DEFAULT (uuidv7())::text,
    "url" TEXT NOT NULL,
    "topics" "webhook_topic"[],
    "secret" TEXT NOT NULL,
    "actor" TEXT NOT NULL DEFAULT 'anonymous',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "webhooks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_deliveries" (
    "id" TEXT NOT NULL DEFAULT (uuidv7())::text,
    "webhook_id" TEXT NOT NULL,
    "topic" "webhook_topic" NOT NULL,
    "body" TEXT NOT NULL,
    "state" "delivery_state" NOT NULL DEFAULT 'WAITING',
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "response_status" INTEGER,
    "failure_message" TEXT,
    "replay_of_id" TEXT,
    "actor" TEXT NOT NULL DEFAULT 'anonymous',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_deliveries_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "webhook_deliveries_webhook_id_id_idx" ON "webhook_deliveries"("webhook_id", "id");

-- CreateIndex
CREATE INDEX "webhook_deliveries_state_due_at_idx" ON "webhook_deliveries"("state", "due_at");

-- AddForeignKey
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_webhook_id_fkey" FOREIGN KEY ("webhook_id") REFERENCES "webhooks"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Writes a delivery for each webhook that wants to hear of the topic. The id in the body is the event's, the same for all of them.
CREATE FUNCTION tell_webhooks(event_topic webhook_topic, event_type text, event_actor text, event_data jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  body text := jsonb_build_object('id', uuidv7(), 'type', event_type, 'createdAt', to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'actor', event_actor, 'data', event_data)::text;
BEGIN
  INSERT INTO webhook_deliveries (webhook_id, topic, body, actor)
    SELECT webhooks.id, event_topic, body, event_actor FROM webhooks WHERE event_topic = ANY (topics);
END $$;

CREATE FUNCTION tell_of_run() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_webhooks('RUN', 'run.' || lower(NEW.state::text), NEW.actor, jsonb_build_object(
    'runId', 'Run_' || NEW.id, 'state', NEW.state, 'variantId', 'Variant_' || NEW.variant_id,
    'datasetId', 'Dataset_' || NEW.dataset_id, 'failureCode', NEW.failure_code));
  RETURN NULL;
END $$;
CREATE TRIGGER runs_tell_of_birth AFTER INSERT ON "runs" FOR EACH ROW EXECUTE FUNCTION tell_of_run();
CREATE TRIGGER runs_tell_of_state AFTER UPDATE OF state ON "runs"
  FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION tell_of_run();

CREATE FUNCTION tell_of_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_webhooks('VERSION', 'version.published', NEW.actor, jsonb_build_object(
    'versionId', 'Version_' || NEW.id, 'modelId', 'Model_' || NEW.model_id, 'runId', 'Run_' || NEW.run_id, 'digest', NEW.digest));
  RETURN NULL;
END $$;
CREATE TRIGGER versions_tell AFTER INSERT ON "versions" FOR EACH ROW EXECUTE FUNCTION tell_of_version();

CREATE FUNCTION tell_of_alias() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_webhooks('ALIAS', 'alias.moved', NEW.actor, (
    SELECT jsonb_build_object('aliasId', 'Alias_' || id, 'modelId', 'Model_' || model_id, 'name', name, 'sequence', NEW.sequence,
      'fromVersionId', 'Version_' || NEW.from_version_id, 'toVersionId', 'Version_' || NEW.to_version_id, 'reason', NEW.reason)
    FROM aliases WHERE id = NEW.alias_id));
  RETURN NULL;
END $$;
CREATE TRIGGER alias_moves_tell AFTER INSERT ON "alias_moves" FOR EACH ROW EXECUTE FUNCTION tell_of_alias();

CREATE FUNCTION tell_of_gate_check() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_webhooks('GATE', CASE WHEN NEW.passed THEN 'gate.passed' ELSE 'gate.failed' END, NEW.actor, jsonb_build_object(
    'modelId', 'Model_' || NEW.model_id, 'aliasName', NEW.alias_name, 'versionId', 'Version_' || NEW.version_id,
    'passed', NEW.passed, 'outcomes', NEW.outcomes));
  RETURN NULL;
END $$;
CREATE TRIGGER gate_checks_tell AFTER INSERT ON "gate_checks" FOR EACH ROW EXECUTE FUNCTION tell_of_gate_check();

CREATE FUNCTION tell_of_evaluation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_webhooks('EVALUATION', 'evaluation.' || lower(NEW.state::text), NEW.actor, jsonb_build_object(
    'evaluationId', 'Evaluation_' || NEW.id, 'versionId', 'Version_' || NEW.version_id, 'datasetId', 'Dataset_' || NEW.dataset_id,
    'split', NEW.split, 'state', NEW.state, 'accuracy', NEW.accuracy, 'macroF1', NEW.macro_f1));
  RETURN NULL;
END $$;
CREATE TRIGGER evaluations_tell AFTER UPDATE OF state ON "evaluations"
  FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state AND NEW.state IN ('SUCCEEDED', 'FAILED')) EXECUTE FUNCTION tell_of_evaluation();
