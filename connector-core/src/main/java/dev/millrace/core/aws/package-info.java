/** Who a connector is on AWS. */
@NullMarked
package dev.millrace.core.aws;

import org.jspecify.annotations.NullMarked;
