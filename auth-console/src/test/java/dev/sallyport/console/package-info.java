/** Tests of the page: its sessions over real sockets, and the page itself in a real browser. */
@NullMarked
package dev.sallyport.console;

import org.jspecify.annotations.NullMarked;
