/** COBOL copybooks and the records that they lay out: EBCDIC bytes to values and back, exactly. */
@NullMarked
package dev.millrace.codec;

import org.jspecify.annotations.NullMarked;
