/**
 * The backend without a database, for first steps and tests: {@link dev.sallyport.memory.InMemoryStores}. Each table keeps its
 * rows twice, as they were committed and as the one running transaction sees them; a commit or a rollback copies the touched
 * rows from one to the other. So readers never wait for a transaction and never see half of one. Start reading at {@link
 * dev.sallyport.memory.MemoryTransactions}.
 */
@NullMarked
package dev.sallyport.memory;

import org.jspecify.annotations.NullMarked;
