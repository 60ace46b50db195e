-- A number that grows with every change of the inventory, whoever makes it, so that replicas know when their cached targets are old.
CREATE TABLE IF NOT EXISTS control.inventory_version (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    number bigint NOT NULL
);
INSERT INTO control.inventory_version (number) VALUES (1) ON CONFLICT DO NOTHING;

CREATE OR REPLACE FUNCTION control.inventory_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE control.inventory_version SET number = number + 1;
    PERFORM pg_notify('control_inventory', '');
    RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER inventory_changed AFTER INSERT OR UPDATE OR DELETE ON control.resource
    FOR EACH STATEMENT EXECUTE FUNCTION control.inventory_changed();
