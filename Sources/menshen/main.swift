print("menshen")
