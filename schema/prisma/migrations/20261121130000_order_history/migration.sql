-- The rows of an order's history are the order: what was done is not written otherwise later.
CREATE FUNCTION work_order_event_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the history of work order % is not changed', OLD.work_order_id;
END $$;
CREATE TRIGGER work_order_event_stands BEFORE UPDATE ON work_order_event
  FOR EACH ROW EXECUTE FUNCTION work_order_event_stands();
