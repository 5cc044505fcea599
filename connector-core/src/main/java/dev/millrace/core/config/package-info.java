/** Typed configuration: one YAML file, environment variables over it, all errors at once. */
@NullMarked
package dev.millrace.core.config;

import org.jspecify.annotations.NullMarked;
