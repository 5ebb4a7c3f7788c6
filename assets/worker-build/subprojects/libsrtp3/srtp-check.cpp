// Proves srtp.h against the libsrtp 2 and the OpenSSL of this machine, before a worker built with them is used: for each
// of mediasoup's four suites, the bytes that libsrtp 2's own interface gives, a round trip of RTP across a wrap of the
// sequence number and of RTCP; what was altered, replayed, or does not fit is refused.
#include <srtp.h>

#include <arpa/inet.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <vector>

namespace
{
  using Packet = std::vector<uint8_t>;

  constexpr uint32_t ssrc = 1234;
  constexpr size_t roomy = 2048;
  constexpr size_t rtpHeader = 12;

  struct Suite
  {
    const char* name;
    srtp_profile_t profile;
    size_t rtpTag;
    size_t rtcpTag;
  };

  // RTCP grows by its tag and the 4 bytes of its index.
  constexpr std::array<Suite, 4> suites{ {
    { "AES_CM_128_HMAC_SHA1_80", srtp_profile_aes128_cm_sha1_80, 10, 14 },
    { "AES_CM_128_HMAC_SHA1_32", srtp_profile_aes128_cm_sha1_32, 4, 14 },
    { "AEAD_AES_128_GCM", srtp_profile_aead_aes_128_gcm, 16, 20 },
    { "AEAD_AES_256_GCM", srtp_profile_aead_aes_256_gcm, 16, 20 },
  } };

  void expect(bool holds, const char* what)
  {
    if (!holds)
    {
      std::fprintf(stderr, "srtp-check: does not hold: %s\n", what);
      std::exit(1);
    }
  }

  void expectOk(srtp_err_status_t status, const char* what)
  {
    expect(status == srtp_err_status_ok, what);
  }

  using Key = std::array<uint8_t, SRTP_MAX_KEY_LEN>;

  // Key and salt, one behind the other.
  Key someKey()
  {
    Key key{};

    for (size_t i = 0; i < key.size(); ++i)
    {
      key[i] = static_cast<uint8_t>(i * 7 + 3);
    }

    return key;
  }

  // A sender made by libsrtp 2's own interface, to compare with.
  srtp_t openPlain(srtp_profile_t profile)
  {
    Key key = someKey();
    srtp2_policy_t policy{};
    srtp_t session = nullptr;

    expectOk(srtp_crypto_policy_set_from_profile_for_rtp(&policy.rtp, profile), "the suite is known for RTP");
    expectOk(srtp_crypto_policy_set_from_profile_for_rtcp(&policy.rtcp, profile), "the suite is known for RTCP");
    policy.ssrc.type = ssrc_any_outbound;
    policy.key = key.data();
    expectOk(::srtp_create(&session, &policy), "libsrtp 2 makes a session");

    return session;
  }

  srtp_t open(srtp_profile_t profile, srtp_ssrc_type_t direction)
  {
    const Key key = someKey();
    const size_t keyLength = srtp_profile_get_master_key_length(profile);
    const size_t saltLength = srtp_profile_get_master_salt_length(profile);
    srtp_policy_t policy = nullptr;
    srtp_t session = nullptr;
    srtp_ssrc_t anyone{};
    anyone.type = direction;

    expectOk(srtp_policy_create(&policy), "a policy is made");
    expect(srtp_create(&session, policy) == srtp_err_status_bad_param, "a policy without a key is refused");
    expectOk(srtp_policy_set_ssrc(policy, anyone), "the direction is set");
    expectOk(srtp_policy_set_profile(policy, profile), "the suite is known");
    const auto addKey = [&]
    { return srtp_policy_add_key(policy, key.data(), keyLength, key.data() + keyLength, saltLength, nullptr, 0); };
    expectOk(addKey(), "a key is taken");
    expect(addKey() == srtp_err_status_bad_param, "a second key is refused");
    expectOk(srtp_policy_set_allow_repeat_tx(policy, true), "repeating is allowed");
    expectOk(srtp_policy_set_window_size(policy, 1024), "the replay window is set");
    expectOk(srtp_create(&session, policy), "a session is made");
    srtp_policy_destroy(policy);

    return session;
  }

  Packet rtpPacket(uint32_t index)
  {
    Packet packet(rtpHeader + index * 37 % 1100, static_cast<uint8_t>(index));
    const uint32_t source = htonl(ssrc);
    packet[0] = 0x80;
    packet[1] = 96;
    packet[2] = static_cast<uint8_t>(index >> 8);
    packet[3] = static_cast<uint8_t>(index);
    std::memcpy(packet.data() + 8, &source, sizeof source);

    return packet;
  }

  Packet protect(srtp_t session, const Packet& plain)
  {
    Packet sealed(roomy);
    size_t length = sealed.size();
    expectOk(srtp_protect(session, plain.data(), plain.size(), sealed.data(), &length, 0), "RTP is sealed");
    sealed.resize(length);

    return sealed;
  }

  srtp_err_status_t unprotect(srtp_t session, Packet& packet)
  {
    size_t length = packet.size();
    const srtp_err_status_t status = srtp_unprotect(session, packet.data(), length, packet.data(), &length);
    packet.resize(length);

    return status;
  }

  void checkBytes(const Suite& suite)
  {
    srtp_t ours = open(suite.profile, ssrc_any_outbound);
    srtp_t plain = openPlain(suite.profile);

    for (uint32_t index = 0; index < 100; ++index)
    {
      const Packet packet = rtpPacket(index);
      Packet expected = packet;
      auto length = static_cast<int>(expected.size());
      expected.resize(roomy);
      expectOk(::srtp_protect(plain, expected.data(), &length), "libsrtp 2 seals");
      expected.resize(static_cast<size_t>(length));
      expect(protect(ours, packet) == expected, "the bytes are those of libsrtp 2's own interface");
    }

    expectOk(srtp_dealloc(ours), "the session is freed");
    expectOk(srtp_dealloc(plain), "libsrtp 2's session is freed");
  }

  void checkRefusals(srtp_t sender, srtp_t receiver, const Packet& plain, const Packet& sealed)
  {
    expect(protect(sender, plain) == sealed, "a repeated packet is sealed to the same bytes");

    Packet small(roomy);
    size_t length = plain.size();
    expect(
      srtp_protect(sender, plain.data(), plain.size(), small.data(), &length, 0) == srtp_err_status_buffer_small,
      "a buffer without room for the tag is refused");

    Packet altered = sealed;
    altered.back() ^= 1;
    expect(unprotect(receiver, altered) == srtp_err_status_auth_fail, "an altered packet is refused");
  }

  void checkRtp(const Suite& suite, srtp_t sender, srtp_t receiver)
  {
    // More than 65,536 packets, so that the sequence number wraps.
    for (uint32_t index = 0; index < 70'000; ++index)
    {
      const Packet plain = rtpPacket(index);
      const Packet sealed = protect(sender, plain);
      const bool isSample = index % 1000 == 0;
      expect(sealed.size() == plain.size() + suite.rtpTag, "RTP grows by the tag");

      if (isSample)
      {
        checkRefusals(sender, receiver, plain, sealed);
      }

      Packet opened = sealed;
      expectOk(unprotect(receiver, opened), "RTP is opened");
      expect(opened == plain, "RTP comes back as it was");

      if (isSample)
      {
        Packet replayed = sealed;
        expect(unprotect(receiver, replayed) == srtp_err_status_replay_fail, "a replayed packet is refused");
      }
    }
  }

  void checkRtcp(const Suite& suite, srtp_t sender, srtp_t receiver)
  {
    Packet plain(28, 0x55);
    const uint32_t source = htonl(ssrc);
    plain[0] = 0x80;
    plain[1] = 200;
    plain[2] = 0;
    plain[3] = 6;
    std::memcpy(plain.data() + 4, &source, sizeof source);

    for (int index = 0; index < 2000; ++index)
    {
      Packet sealed(roomy);
      size_t length = sealed.size();
      expectOk(
        srtp_protect_rtcp(sender, plain.data(), plain.size(), sealed.data(), &length, 0), "RTCP is sealed");
      expect(length == plain.size() + suite.rtcpTag, "RTCP grows by the tag and the index");
      expectOk(srtp_unprotect_rtcp(receiver, sealed.data(), length, sealed.data(), &length), "RTCP is opened");
      sealed.resize(length);
      expect(sealed == plain, "RTCP comes back as it was");
    }
  }

  void checkGarbage(srtp_t receiver)
  {
    for (size_t size = 0; size < 64; ++size)
    {
      Packet garbage(roomy);
      size_t length = size;
      expect(srtp_unprotect(receiver, garbage.data(), size, garbage.data(), &length) != 0, "garbage is refused");
      length = size;
      expect(
        srtp_unprotect_rtcp(receiver, garbage.data(), size, garbage.data(), &length) != 0, "garbage is refused");
    }
  }
} // namespace

int main()
{
  expectOk(srtp_init(), "libsrtp starts");

  for (const Suite& suite : suites)
  {
    checkBytes(suite);

    srtp_t sender = open(suite.profile, ssrc_any_outbound);
    srtp_t receiver = open(suite.profile, ssrc_any_inbound);
    checkRtp(suite, sender, receiver);
    checkRtcp(suite, sender, receiver);
    checkGarbage(receiver);
    expectOk(srtp_stream_remove(receiver, htonl(ssrc)), "a stream is removed");
    expect(srtp_stream_remove(receiver, htonl(ssrc)) == srtp_err_status_no_ctx, "a removed stream is gone");
    expectOk(srtp_dealloc(sender), "the sender is freed");
    expectOk(srtp_dealloc(receiver), "the receiver is freed");
    std::printf("%s holds\n", suite.name);
  }

  expectOk(srtp_shutdown(), "libsrtp stops");
}
