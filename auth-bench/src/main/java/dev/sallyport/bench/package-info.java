/**
 * What both kinds of benchmark share: an application with callers who have logged in.
 */
package dev.sallyport.bench;
