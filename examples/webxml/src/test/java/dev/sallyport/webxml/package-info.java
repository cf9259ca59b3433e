@NullMarked
package dev.sallyport.webxml;

import org.jspecify.annotations.NullMarked;
