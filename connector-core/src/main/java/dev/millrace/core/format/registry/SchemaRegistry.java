package dev.millrace.core.format.registry;

import dev.millrace.core.change.Rejection;
import dev.millrace.core.format.SchemaUnavailable;
import java.util.Optional;
import org.apache.avro.Schema;

/** A registry of schemas. Called by several threads at once, for one id by one of them. */
public interface SchemaRegistry {

    /**
     * Asks the registry, and waits for its answer no longer than configured.
     *
     * @return empty where it has no schema of this id
     * @throws Rejection {@code UNDECODABLE} where what it has is not Avro, or cannot be understood
     * @throws SchemaUnavailable where it does not answer, or refuses to
     */
    Optional<Schema> schema(String id) throws Rejection, SchemaUnavailable;
}
