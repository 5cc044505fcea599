/** Tests of the policies and the script in {@code docs/iam}. */
@NullMarked
package dev.millrace.iam;

import org.jspecify.annotations.NullMarked;
