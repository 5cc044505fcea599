/**
 * What every connector has to pass: {@link dev.millrace.core.testkit.TargetContract}, and what it is made of. Histories of a
 * source, their delivery with all of Kafka's faults, and a target in memory that shows how it is done.
 */
@NullMarked
package dev.millrace.core.testkit;

import org.jspecify.annotations.NullMarked;
