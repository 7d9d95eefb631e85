-- AlterTable
ALTER TABLE "webhooks" ADD COLUMN     "disabled_at" TIMESTAMPTZ(3),
ADD COLUMN     "disabled_reason" TEXT,
ADD COLUMN     "failure_count" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "secret_key_id" TEXT;

-- CreateTable
CREATE TABLE "webhook_attempts" (
    "delivery_id" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "milliseconds" INTEGER,
    "response_status" INTEGER,
    "failure_message" TEXT,
    "response_excerpt" TEXT,

    CONSTRAINT "webhook_attempts_pkey" PRIMARY KEY ("delivery_id","attempt")
);

-- CreateIndex
CREATE INDEX "webhook_deliveries_webhook_id_state_due_at_idx" ON "webhook_deliveries"("webhook_id", "state", "due_at");

-- AddForeignKey
ALTER TABLE "webhook_attempts" ADD CONSTRAINT "webhook_attempts_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "webhook_deliveries"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A disabled webhook is told of nothing; what waits for it is given up by whoever disables it.
CREATE OR REPLACE FUNCTION tell_webhooks(event_topic webhook_topic, event_type text, event_actor text, event_data jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  body text := jsonb_build_object('id', uuidv7(), 'type', event_type, 'createdAt', to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'actor', event_actor, 'data', event_data)::text;
BEGIN
  INSERT INTO webhook_deliveries (webhook_id, topic, body, actor)
    SELECT webhooks.id, event_topic, body, event_actor FROM webhooks WHERE event_topic = ANY (topics) AND disabled_at IS NULL;
END $$;

-- Two facts that nobody was told of so far.
CREATE FUNCTION tell_of_deleted_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_webhooks('VERSION', 'version.deleted', NEW.actor, jsonb_build_object(
    'versionId', 'Version_' || NEW.id, 'modelId', 'Model_' || NEW.model_id, 'runId', 'Run_' || NEW.run_id, 'digest', NEW.digest));
  RETURN NULL;
END $$;
CREATE TRIGGER deleted_versions_tell AFTER INSERT ON "deleted_versions" FOR EACH ROW EXECUTE FUNCTION tell_of_deleted_version();

CREATE FUNCTION tell_of_gate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_webhooks('GATE', 'gate.set', NEW.actor, jsonb_build_object(
    'modelId', 'Model_' || NEW.model_id, 'aliasName', NEW.alias_name, 'ruleCount', jsonb_array_length(NEW.rules)));
  RETURN NULL;
END $$;
CREATE TRIGGER gates_tell AFTER INSERT OR UPDATE ON "gates" FOR EACH ROW EXECUTE FUNCTION tell_of_gate();
