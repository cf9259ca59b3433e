package dev.sallyport.audit;

/**
 * The kept events, to be asked. Safe for use by many threads. Failed logins and other events that anybody can cause arrive up to
 * some seconds late, and beyond {@link AuditPolicy#noticesPerMinute} only as a number; changes are there when they are answered.
 */
public interface AuditLog {
    /**
     * The events that fit, newest first, by an index when one of owner, credential, actor and type is asked for, or none.
     *
     * @throws dev.sallyport.change.StoreException when the backend fails
     */
    AuditPage find(AuditQuery query);
}
