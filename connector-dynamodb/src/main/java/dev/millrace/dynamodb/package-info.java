/** Amazon DynamoDB as a target. */
@NullMarked
package dev.millrace.dynamodb;

import org.jspecify.annotations.NullMarked;
