package dev.sallyport.store.jdbc;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Removes rows of one table that are over, a bounded number, oldest first. Immutable.
 *
 * <p>They are chosen by an index and removed one by one by their key: a subquery in the DELETE would be evaluated again and again
 * by H2, and joined without an index by PostgreSQL. The condition is asked once more for each, so that a row which was renewed
 * after it was chosen stays.
 *
 * @param key the primary key, one column
 * @param keyType as which it is read
 * @param end the column that tells when a row is over; indexed
 * @param also a further condition, "" for none
 */
record ExpiredRows<K>(String table, String key, Class<K> keyType, String end, String also) {
    static ExpiredRows<String> of(String table, String key, String end) {
        return new ExpiredRows<>(table, key, String.class, end, "");
    }

    /** In the transaction that the handle is in. */
    int delete(Handle handle, Instant before, int max) {
        String condition = end + " < :before" + also;
        List<K> keys = handle.createQuery(
                        "SELECT " + key + " FROM " + table + " WHERE " + condition + " ORDER BY " + end + " LIMIT :max")
                .bind("before", Micros.of(before))
                .bind("max", max)
                .mapTo(keyType)
                .list();
        if (keys.isEmpty()) {
            return 0;
        }
        PreparedBatch batch =
                handle.prepareBatch("DELETE FROM " + table + " WHERE " + key + " = :key AND " + condition);
        keys.forEach(each ->
                batch.bind("key", each).bind("before", Micros.of(before)).add());
        int deleted = 0;
        for (int count : batch.execute()) {
            deleted += count;
        }
        return deleted;
    }
}
