/** Records of IBM InfoSphere Data Replication's CDC. */
@NullMarked
package dev.millrace.core.format.iidr;

import org.jspecify.annotations.NullMarked;
