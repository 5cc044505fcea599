/** {@code millrace schema}: what a copybook's records are elsewhere. */
@NullMarked
package dev.millrace.cli.schema;

import org.jspecify.annotations.NullMarked;
