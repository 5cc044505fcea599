/** What the commands about copybooks have in common. */
@NullMarked
package dev.millrace.cli.layout;

import org.jspecify.annotations.NullMarked;
