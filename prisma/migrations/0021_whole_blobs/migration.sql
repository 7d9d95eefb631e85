-- The pieces of a blob are written once: none is added behind its end, and none is taken away but with the whole.
CREATE FUNCTION refuse_odd_chunk() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.index < 0 OR NEW.index::bigint * 1048576 + length(NEW.bytes) > (SELECT size FROM blobs WHERE digest = NEW.digest) THEN
    RAISE EXCEPTION 'Cannot add to a blob as it must stay as it was written' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER blob_chunks_within_blob BEFORE INSERT ON "blob_chunks" FOR EACH ROW EXECUTE FUNCTION refuse_odd_chunk();

CREATE FUNCTION refuse_loss_of_chunk() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM blobs WHERE digest = OLD.digest) THEN
    RAISE EXCEPTION 'Cannot take a piece from a blob as it must stay as it was written' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER blob_chunks_stay BEFORE DELETE ON "blob_chunks" FOR EACH ROW EXECUTE FUNCTION refuse_loss_of_chunk();
