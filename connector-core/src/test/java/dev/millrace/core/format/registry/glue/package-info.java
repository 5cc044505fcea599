/** What AWS Glue is asked, and what it answers. */
@NullMarked
package dev.millrace.core.format.registry.glue;

import org.jspecify.annotations.NullMarked;
