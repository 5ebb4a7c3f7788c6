// The part of libsrtp 3's interface that mediasoup-worker uses, over libsrtp 2. What libsrtp 3 changed:
//
//  - a policy is an opaque object, filled by srtp_policy_*() calls;
//  - protect and unprotect read one buffer and write another, and know the size of both;
//  - srtp_remove_stream() is called srtp_stream_remove().
//
// All the rest has the same names, values and meaning in both. The new calls are C++ overloads beside libsrtp 2's own.
#pragma once

#ifndef __cplusplus
#error "for mediasoup-worker, which is C++, only"
#endif

// libsrtp 2 uses the name of libsrtp 3's handle for its plain struct.
#define srtp_policy_t srtp2_policy_t
#include <srtp2/srtp.h>
#undef srtp_policy_t

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>

// libsrtp 3 appended these two codes; the assertion notices when libsrtp 2 gets some of its own there.
static_assert(static_cast<int>(srtp_err_status_pkt_idx_adv) == 27, "libsrtp 2 numbers its errors differently");
inline constexpr auto srtp_err_status_buffer_small = static_cast<srtp_err_status_t>(28);
inline constexpr auto srtp_err_status_cryptex_err = static_cast<srtp_err_status_t>(29);

struct quietroom_srtp_policy
{
  srtp2_policy_t inner;
  uint8_t key[SRTP_MAX_KEY_LEN];
};

using srtp_policy_t = quietroom_srtp_policy*;

inline srtp_err_status_t srtp_policy_create(srtp_policy_t* policy)
{
  // The parentheses set every member to zero, as libsrtp 2 demands of members that are not used.
  *policy = new (std::nothrow) quietroom_srtp_policy();

  return *policy == nullptr ? srtp_err_status_alloc_fail : srtp_err_status_ok;
}

inline void srtp_policy_destroy(srtp_policy_t policy)
{
  if (policy == nullptr)
  {
    return;
  }

  // `volatile`, or the compiler would drop writes to memory that is freed next: no key stays behind.
  volatile uint8_t* key = policy->key;

  for (size_t i = 0; i < sizeof(policy->key); ++i)
  {
    key[i] = 0;
  }

  delete policy;
}

inline srtp_err_status_t srtp_policy_set_ssrc(srtp_policy_t policy, srtp_ssrc_t ssrc)
{
  policy->inner.ssrc = ssrc;

  return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_profile(srtp_policy_t policy, srtp_profile_t profile)
{
  const srtp_err_status_t error = srtp_crypto_policy_set_from_profile_for_rtp(&policy->inner.rtp, profile);

  // For the profile with 32-bit tags this gives RTCP 80-bit tags, as RFC 3711 wants.
  return error == srtp_err_status_ok
           ? srtp_crypto_policy_set_from_profile_for_rtcp(&policy->inner.rtcp, profile)
           : error;
}

// Takes one master key without an identifier (MKI), which is all that mediasoup sets, and refuses anything else.
inline srtp_err_status_t srtp_policy_add_key(
  srtp_policy_t policy,
  const uint8_t* key,
  size_t keyLength,
  const uint8_t* salt,
  size_t saltLength,
  const uint8_t* mki,
  size_t mkiLength)
{
  constexpr size_t capacity = SRTP_MAX_KEY_LEN;

  if (mki != nullptr || mkiLength != 0 || policy->inner.key != nullptr)
  {
    return srtp_err_status_bad_param;
  }

  if (keyLength > capacity || saltLength > capacity - keyLength)
  {
    return srtp_err_status_bad_param;
  }

  std::memcpy(policy->key, key, keyLength);
  std::memcpy(policy->key + keyLength, salt, saltLength);
  policy->inner.key = policy->key;

  return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_allow_repeat_tx(srtp_policy_t policy, bool allow)
{
  policy->inner.allow_repeat_tx = allow ? 1 : 0;

  return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_window_size(srtp_policy_t policy, size_t packets)
{
  policy->inner.window_size = packets;

  return srtp_err_status_ok;
}

// libsrtp 2 copies the key into the session, so the policy may go afterwards, as in libsrtp 3.
inline srtp_err_status_t srtp_create(srtp_t* session, srtp_policy_t policy)
{
  return srtp_create(session, static_cast<const srtp2_policy_t*>(&policy->inner));
}

inline srtp_err_status_t srtp_stream_remove(srtp_t session, uint32_t ssrc)
{
  return srtp_remove_stream(session, ssrc);
}

namespace quietroom
{
  using InPlace = srtp_err_status_t (*)(srtp_t, void*, int*);

  // libsrtp 2 works in place: copies the packet to where the result belongs and lets `transform` change it there.
  // `growth` is by how much the packet may grow; libsrtp 2 would not notice the end of the buffer.
  inline srtp_err_status_t transformPacket(
    InPlace transform,
    srtp_t session,
    const uint8_t* in,
    size_t inLength,
    uint8_t* out,
    size_t* outLength,
    size_t growth)
  {
    constexpr size_t maxPacket = 0xFFFF;

    if (inLength > maxPacket)
    {
      return srtp_err_status_bad_param;
    }

    if (*outLength < inLength + growth)
    {
      return srtp_err_status_buffer_small;
    }

    // The two may be the same buffer.
    if (out != in)
    {
      std::memmove(out, in, inLength);
    }

    auto length = static_cast<int>(inLength);
    const srtp_err_status_t error = transform(session, out, &length);

    if (error == srtp_err_status_ok)
    {
      *outLength = static_cast<size_t>(length);
    }

    return error;
  }

  inline constexpr size_t rtpGrowth = SRTP_MAX_TRAILER_LEN;
  // SRTCP adds the packet's index, 4 bytes, beside the trailer.
  inline constexpr size_t rtcpGrowth = SRTP_MAX_TRAILER_LEN + 4;
} // namespace quietroom

inline srtp_err_status_t srtp_protect(
  srtp_t session, const uint8_t* in, size_t inLength, uint8_t* out, size_t* outLength, size_t /*mkiIndex*/)
{
  const quietroom::InPlace protect = ::srtp_protect;

  return quietroom::transformPacket(protect, session, in, inLength, out, outLength, quietroom::rtpGrowth);
}

inline srtp_err_status_t srtp_unprotect(
  srtp_t session, const uint8_t* in, size_t inLength, uint8_t* out, size_t* outLength)
{
  const quietroom::InPlace unprotect = ::srtp_unprotect;

  return quietroom::transformPacket(unprotect, session, in, inLength, out, outLength, 0);
}

inline srtp_err_status_t srtp_protect_rtcp(
  srtp_t session, const uint8_t* in, size_t inLength, uint8_t* out, size_t* outLength, size_t /*mkiIndex*/)
{
  const quietroom::InPlace protect = ::srtp_protect_rtcp;

  return quietroom::transformPacket(protect, session, in, inLength, out, outLength, quietroom::rtcpGrowth);
}

inline srtp_err_status_t srtp_unprotect_rtcp(
  srtp_t session, const uint8_t* in, size_t inLength, uint8_t* out, size_t* outLength)
{
  const quietroom::InPlace unprotect = ::srtp_unprotect_rtcp;

  return quietroom::transformPacket(unprotect, session, in, inLength, out, outLength, 0);
}
