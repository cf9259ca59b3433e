/**
 * Whole requests over keep-alive connections: servers in processes of their own, one load client, rounds that take turns. Start
 * at {@link dev.sallyport.bench.http.Http}.
 */
package dev.sallyport.bench.http;
