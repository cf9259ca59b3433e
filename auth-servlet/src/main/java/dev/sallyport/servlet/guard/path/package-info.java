/**
 * Reads paths: whether one can be read in one way only ({@link dev.sallyport.servlet.guard.path.RawPath}), in which ways others may
 * read it ({@link dev.sallyport.servlet.guard.path.PathReadings}), the patterns that an application protects and opens ({@link
 * dev.sallyport.servlet.guard.path.UrlPattern}, {@link dev.sallyport.servlet.guard.path.PathSettings}), and the tenant that a path
 * names ({@link dev.sallyport.servlet.guard.path.TenantPath}). Start at {@link dev.sallyport.servlet.guard.path.RawPath}.
 * Knows no other room of the guard.
 */
@NullMarked
package dev.sallyport.servlet.guard.path;

import org.jspecify.annotations.NullMarked;
