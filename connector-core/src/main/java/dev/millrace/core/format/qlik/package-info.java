/** Records of Qlik Replicate. */
@NullMarked
package dev.millrace.core.format.qlik;

import org.jspecify.annotations.NullMarked;
