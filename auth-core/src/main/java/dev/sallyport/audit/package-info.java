/**
 * The audit log: an {@link dev.sallyport.audit.AuditEvent} goes to an {@link dev.sallyport.audit.AuditSink}, and is kept in an
 * {@link dev.sallyport.audit.AuditStore}, which {@link dev.sallyport.audit.AuditLog} queries. Start at {@link
 * dev.sallyport.audit.AuditRecorder}, through which every event goes.
 */
@NullMarked
package dev.sallyport.audit;

import org.jspecify.annotations.NullMarked;
