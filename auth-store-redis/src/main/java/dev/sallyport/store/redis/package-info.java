/**
 * What nodes share through Redis: start at {@link dev.sallyport.store.redis.RedisSharing}. Rate limits are counted there by one
 * script, in one round trip; a node that changed something wakes the others by a message.
 *
 * <p>Nothing waits for a Redis that is gone, and nothing is lost with it: limits count for each node alone meanwhile, and the
 * others learn of changes at their next poll.
 */
@NullMarked
package dev.sallyport.store.redis;

import org.jspecify.annotations.NullMarked;
