/**
 * The record of security-relevant acts: {@link dev.sallyport.audit.AuditEvent} goes to an {@link
 * dev.sallyport.audit.AuditSink}.
 */
@NullMarked
package dev.sallyport.audit;

import org.jspecify.annotations.NullMarked;
