// The part of ankerl::unordered_dense that mediasoup-worker uses, on the standard containers. They promise no order either,
// and erase() returns the next iterator as well. What they lose is speed in large tables; a room holds twelve people.
#pragma once

#include <cstdint>
#include <functional>
#include <unordered_map>
#include <unordered_set>

namespace ankerl::unordered_dense
{
  template<class T>
  struct hash
  {
    auto operator()(const T& value) const noexcept -> uint64_t
    {
      return std::hash<T>{}(value);
    }
  };

  template<class Key, class Value, class Hash = std::hash<Key>, class Equal = std::equal_to<Key>>
  using map = std::unordered_map<Key, Value, Hash, Equal>;

  template<class Key, class Hash = std::hash<Key>, class Equal = std::equal_to<Key>>
  using set = std::unordered_set<Key, Hash, Equal>;
} // namespace ankerl::unordered_dense
