/** Records of AWS Database Migration Service. */
@NullMarked
package dev.millrace.core.format.dms;

import org.jspecify.annotations.NullMarked;
