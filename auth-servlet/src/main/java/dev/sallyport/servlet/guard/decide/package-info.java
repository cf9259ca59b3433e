/**
 * Decides about one request: {@link dev.sallyport.servlet.guard.decide.Destinations} says where it goes and what that demands,
 * {@link dev.sallyport.servlet.guard.decide.Credentials} finds the credential, {@link
 * dev.sallyport.servlet.guard.decide.Admission} asks credential, limits and rule in that order, and what it admits is marked as an
 * {@link dev.sallyport.servlet.guard.decide.AdmittedRequest}. Refusals are written by {@link
 * dev.sallyport.servlet.guard.decide.Refusals}. Start reading at {@code Admission.decide}.
 */
@NullMarked
package dev.sallyport.servlet.guard.decide;

import org.jspecify.annotations.NullMarked;
