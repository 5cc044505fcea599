/** The archive of classes of an image: made while the image is built, so that a connector starts fast. */
@NullMarked
package dev.millrace.launcher.archive;

import org.jspecify.annotations.NullMarked;
