package dev.sallyport.audit;

/**
 * The kept events, to be asked. Safe for use by many threads. Failed logins and other events that anybody can cause arrive up to
 * some seconds late, and beyond {@link AuditPolicy#noticesPerMinute} only as a number; changes are there when they are answered.
 */
public interface AuditLog {
    /**
     * The matching events, newest first, by an index when the query filters by one of owner, credential, actor and type, or by none.
     *
     * @throws dev.sallyport.change.StoreException when the backend fails
     */
    AuditPage find(AuditQuery query);
}
