/** Tests of the charts: what they render, what they refuse, and that what is generated is up to date. */
@NullMarked
package dev.millrace.helm;

import org.jspecify.annotations.NullMarked;
