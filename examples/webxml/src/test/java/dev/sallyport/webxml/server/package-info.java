@NullMarked
package dev.sallyport.webxml.server;

import org.jspecify.annotations.NullMarked;
