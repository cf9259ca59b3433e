/**
 * The record of security-relevant acts: {@link dev.sallyport.audit.AuditEvent} goes to an {@link
 * dev.sallyport.audit.AuditSink}, and is kept in an {@link dev.sallyport.audit.AuditStore}, which {@link
 * dev.sallyport.audit.AuditLog} asks.
 */
@NullMarked
package dev.sallyport.audit;

import org.jspecify.annotations.NullMarked;
