package dev.sallyport.environment;

import dev.sallyport.audit.AuditSink;
import dev.sallyport.change.Transactions;
import java.security.SecureRandom;
import java.time.InstantSource;

/**
 * What every service needs and none owns. Immutable; its parts are safe for use by many threads.
 *
 * @param transactions of the backend, watched for changes
 * @param audit where events go: inside a transaction they are part of it
 * @param clock the backend's time where nodes share one
 */
public record Environment(Transactions transactions, AuditSink audit, InstantSource clock, SecureRandom random) {}
