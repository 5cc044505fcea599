/** A whole connector for the simplest of databases, which {@code docs/new-connector.md} walks through. */
@NullMarked
package dev.millrace.core.example;

import org.jspecify.annotations.NullMarked;
