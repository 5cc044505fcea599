package dev.millrace.core.format.avro;

import dev.millrace.core.change.Rejection;
import dev.millrace.core.format.SchemaUnavailable;
import org.apache.avro.Schema;

/** Finds the schemas that records name. Called by all lanes at once; may wait for a registry. */
public interface AvroSchemas {

    /**
     * @param id as {@link Framing} reads it from a record
     * @throws Rejection {@code UNDECODABLE} where there is no such schema, or it cannot be understood
     * @throws SchemaUnavailable where it cannot be had now
     */
    Schema of(String id) throws Rejection, SchemaUnavailable;
}
