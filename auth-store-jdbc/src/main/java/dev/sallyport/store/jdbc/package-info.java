/**
 * The stores on a relational database, H2, PostgreSQL or MariaDB: start at {@link dev.sallyport.store.jdbc.JdbcStores}. Each feature has
 * one class with its SQL, which is the same for all databases; {@link dev.sallyport.store.jdbc.Dialect} holds what differs.
 *
 * <p>Instants are kept as whole microseconds since 1970-01-01T00:00:00Z in BIGINT columns, rounded down. A number means the same
 * in every database, driver and session; timestamp columns differ in precision, and what they mean can depend on the time zone of
 * the session or the JVM.
 */
@NullMarked
package dev.sallyport.store.jdbc;

import org.jspecify.annotations.NullMarked;
