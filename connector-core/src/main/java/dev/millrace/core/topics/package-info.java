/** The topics that a connector needs: what they are like, whether they are fit for it, and how missing ones are created. */
@NullMarked
package dev.millrace.core.topics;

import org.jspecify.annotations.NullMarked;
